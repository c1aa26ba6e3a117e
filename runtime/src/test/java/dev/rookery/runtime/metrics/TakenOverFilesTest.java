package dev.rookery.runtime.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rookery.metrics.MetricsRecord;
import dev.rookery.runtime.ownership.Ownership;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An owner of the run directory goes on though another has taken it over. */
class TakenOverFilesTest {

  @TempDir Path directory;

  private static MetricsRecord record(long steps) {
    return new MetricsRecord(steps, 0, 1.5, Map.of("loss", 0.25));
  }

  @Test
  void whatItStillMeasuresIsInNoFileOfTheNext() throws IOException {
    try (Ownership first = Ownership.claim(directory);
        CsvSink late = new CsvSink(directory)) {
      assertEquals(1, first.epoch());
      late.write(record(100));
      late.write(record(200));
      try (Ownership next = Ownership.claim(directory);
          CsvSink sink = new CsvSink(directory)) {
        assertEquals(2, next.epoch());
        sink.write(record(200));
        late.write(record(300));
        sink.write(record(250));
        late.write(record(400));
      }
    }
    assertEquals(
        List.of(
            "environment_steps,learner_steps,wall_seconds,loss",
            "100,0,1.5,0.25",
            "200,0,1.5,0.25",
            "250,0,1.5,0.25"),
        Files.readAllLines(directory.resolve("metrics.csv")));
  }

  @Test
  void aLineFileNeverOpensWhatAnotherHasBegun() throws IOException {
    Path path = directory.resolve("lines");
    try (LineFile late = new LineFile(path);
        LineFile next = new LineFile(path)) {
      late.append("late 1");
      next.append("next 1");
      late.append("late 2");
      next.append("next 2");
    }
    assertEquals(List.of("late 1", "next 1", "next 2"), Files.readAllLines(path));
  }

  @Test
  void eventsOfTensorBoardAreCutOffToo() throws IOException {
    TensorBoardSink late = new TensorBoardSink(directory, "host", InstantSource.system());
    late.write(record(100));
    Path file;
    try (var files = Files.list(directory)) {
      file = files.findFirst().orElseThrow();
    }
    long size = Files.size(file);
    try (Ownership next = Ownership.claim(directory);
        TensorBoardSink sink = new TensorBoardSink(directory, "host", InstantSource.system())) {
      assertEquals(1, next.epoch());
      sink.write(record(100));
      late.write(record(200));
    }
    late.close();
    assertEquals(size, Files.size(file));
    assertFalse(Files.exists(directory.resolve(".owner-1")));
  }
}
