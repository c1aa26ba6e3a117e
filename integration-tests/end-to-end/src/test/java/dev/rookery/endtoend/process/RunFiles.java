package dev.rookery.endtoend.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.runtime.checkpoint.CheckpointDirectory;
import dev.rookery.runtime.checkpoint.CheckpointFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a run wrote. */
record RunFiles(Path directory) {

  /** What the whole run had done at some time. */
  record Counters(long environmentSteps, long learnerSteps, long episodes, double wallSeconds) {}

  /** A line of {@code metrics.csv}: its values that are not empty, by column. */
  record Row(Map<String, Double> values) {

    Counters counters() {
      return new Counters(
          environmentSteps(),
          values.get("learner_steps").longValue(),
          values.get("episode/count").longValue(),
          values.get("wall_seconds"));
    }

    long environmentSteps() {
      return values.get("environment_steps").longValue();
    }

    /** Whether the learner had just started. */
    boolean isBeforeAnyActor() {
      return values.getOrDefault("actors/joined", 1.0) == 0;
    }

    boolean has(String column) {
      return values.containsKey(column);
    }
  }

  /** The files of the checkpoints, the latest last. */
  List<Path> checkpoints() {
    return new CheckpointDirectory(directory.resolve("checkpoints"), 1).checkpoints();
  }

  Path lastCheckpoint() {
    List<Path> all = checkpoints();
    return all.get(all.size() - 1);
  }

  /** What a checkpoint says that the run had done. */
  static Counters counters(Path checkpoint) {
    try (CheckpointFile file = CheckpointFile.open(checkpoint)) {
      StateReader state = file.state();
      return new Counters(
          file.environmentSteps(),
          state.child("learner").getLong("steps"),
          state.child("episodes").getLong("count"),
          state.getDouble("wall_seconds"));
    }
  }

  JsonNode report() throws IOException {
    return new ObjectMapper().readTree(directory.resolve("report.json").toFile());
  }

  /** The lines of {@code metrics.csv} that are whole; none before there is a file. */
  List<Row> metrics() {
    Path file = directory.resolve("metrics.csv");
    if (!Files.exists(file)) {
      return List.of();
    }
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    String[] columns = lines.get(0).split(",", -1);
    return lines.stream().skip(1).map(line -> row(columns, line.split(",", -1))).toList();
  }

  private static Row row(String[] columns, String[] cells) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < cells.length; i++) {
      if (!cells[i].isEmpty()) {
        values.put(columns[i], Double.valueOf(cells[i]));
      }
    }
    return new Row(values);
  }

  /** How often the actors of an actor process have joined the run, by what it printed. */
  long timesJoined(int process) {
    Path log = directory.resolve("actors/actor-%d.log".formatted(process));
    try {
      return Files.exists(log)
          ? Files.readString(log).lines().filter(line -> line.startsWith("joined as ")).count()
          : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The environment steps of the last line of {@code metrics.csv}; 0 before there is one. */
  long measuredSteps() {
    List<Row> rows = metrics();
    return rows.isEmpty() ? 0 : rows.get(rows.size() - 1).environmentSteps();
  }

  /** A copy of the whole directory. */
  RunFiles copyTo(Path target) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(directory.relativize(file).toString()));
      }
    }
    return new RunFiles(target);
  }

  /** Cuts a file in half. */
  static void truncate(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }
}
