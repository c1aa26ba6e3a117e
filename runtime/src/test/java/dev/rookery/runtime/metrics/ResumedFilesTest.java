package dev.rookery.runtime.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rookery.metrics.MetricsRecord;
import dev.rookery.metrics.MetricsSink;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Whatever is measured, wherever the process is killed: the file stays whole. */
class ResumedFilesTest {

  /** What a record says, whichever file it was read from. */
  private record Line(long environmentSteps, Map<String, Double> values) {}

  @Property(tries = 200)
  void aKilledAndResumedCsvHoldsExactlyTheRecordsOfTheRun(
      @ForAll("measurements") List<Map<String, Double>> measurements,
      @ForAll @IntRange(min = 1, max = 20) int resumedAt,
      @ForAll @DoubleRange(min = 0, max = 1) double kept)
      throws IOException {
    check("metrics.csv", CsvSink::new, ResumedFilesTest::readCsv, measurements, resumedAt, kept);
  }

  @Property(tries = 200)
  void aKilledAndResumedJsonlHoldsExactlyTheRecordsOfTheRun(
      @ForAll("measurements") List<Map<String, Double>> measurements,
      @ForAll @IntRange(min = 1, max = 20) int resumedAt,
      @ForAll @DoubleRange(min = 0, max = 1) double kept)
      throws IOException {
    check(
        "metrics.jsonl",
        JsonlSink::new,
        ResumedFilesTest::readJsonl,
        measurements,
        resumedAt,
        kept);
  }

  @Provide
  Arbitrary<List<Map<String, Double>>> measurements() {
    return Arbitraries.maps(
            Arbitraries.of("episode/return_mean", "learner/loss", "replay/size", "a/b-c.d"),
            Arbitraries.doubles().between(-1e12, 1e12).ofScale(6))
        .ofMaxSize(4)
        .list()
        .ofMinSize(1)
        .ofMaxSize(20);
  }

  /**
   * Writes the records, cuts the file off somewhere, and resumes with the same records from {@code
   * resumedAt} on. Then the file must hold each record before that which the cut left whole, and
   * all those from there on.
   */
  private static void check(
      String name,
      Function<Path, MetricsSink> open,
      Function<List<String>, List<Line>> read,
      List<Map<String, Double>> measurements,
      int resumedAt,
      double kept)
      throws IOException {
    Path directory = Files.createTempDirectory("resumed");
    Path file = directory.resolve(name);
    try {
      List<MetricsRecord> records = new ArrayList<>();
      measurements.forEach(values -> records.add(Records.at(records.size() + 1, values)));
      try (MetricsSink sink = open.apply(directory)) {
        records.forEach(sink::write);
      }
      truncate(file, (long) (kept * Files.size(file)));
      String cut = Files.readString(file);
      int whole = read.apply(cut.substring(0, cut.lastIndexOf('\n') + 1).lines().toList()).size();

      List<MetricsRecord> later = new ArrayList<>(records);
      later.removeIf(metrics -> metrics.environmentSteps() < resumedAt);
      try (MetricsSink sink = open.apply(directory)) {
        later.forEach(sink::write);
      }

      List<Line> expected =
          Stream.concat(
                  records.stream()
                      .limit(whole)
                      .filter(r -> later.isEmpty() || r.environmentSteps() < resumedAt),
                  later.stream())
              .map(metrics -> new Line(metrics.environmentSteps(), metrics.values()))
              .toList();
      if (!later.isEmpty()) {
        assertEquals(expected, read.apply(Files.readAllLines(file)));
      }
    } finally {
      Files.deleteIfExists(file);
      Files.delete(directory);
    }
  }

  private static void truncate(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  private static List<Line> readCsv(List<String> lines) {
    List<Line> read = new ArrayList<>();
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      String[] names = lines.get(0).split(",", -1);
      String[] cells = line.split(",", -1);
      assertEquals(names.length, cells.length, "cells of " + line);
      Map<String, Double> values = new TreeMap<>();
      for (int i = 3; i < cells.length; i++) {
        if (!cells[i].isEmpty()) {
          values.put(names[i], Double.valueOf(cells[i]));
        }
      }
      read.add(new Line(Long.parseLong(cells[0]), values));
    }
    return read;
  }

  private static List<Line> readJsonl(List<String> lines) {
    JsonMapper mapper = new JsonMapper();
    List<Line> read = new ArrayList<>();
    for (String line : lines) {
      try {
        Map<String, Double> values = new LinkedHashMap<>();
        mapper
            .readTree(line)
            .properties()
            .forEach(entry -> values.put(entry.getKey(), entry.getValue().doubleValue()));
        long steps = values.remove("environment_steps").longValue();
        values.remove("learner_steps");
        values.remove("wall_seconds");
        read.add(new Line(steps, values));
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + line, e);
      }
    }
    return read;
  }
}
