package dev.rookery.runtime.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSinkTest {

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("metrics.csv");
  }

  @Test
  void theHeaderComesFirstAndUnmeasuredCellsAreEmpty() throws IOException {
    try (CsvSink sink = new CsvSink(directory)) {
      sink.write(Records.at(1000, Map.of("a/x", 1.5, "b/y", -2.0)));
      sink.write(Records.at(2000, Map.of("b/y", 1e-9)));
    }
    assertEquals(
        List.of(
            "environment_steps,learner_steps,wall_seconds,a/x,b/y",
            "1000,200,1.0,1.5,-2.0",
            "2000,400,2.0,,1.0E-9"),
        Files.readAllLines(file));
  }

  @Test
  void aRowIsInTheFileBeforeTheSinkIsClosed() throws IOException {
    try (CsvSink sink = new CsvSink(directory)) {
      sink.write(Records.at(1000, Map.of()));
      assertEquals("1000,200,1.0", Files.readAllLines(file).get(1));
    }
  }

  @Test
  void aNewMetricBecomesTheLastColumnOfEveryRow() throws IOException {
    try (CsvSink sink = new CsvSink(directory)) {
      sink.write(Records.at(1000, Map.of("b/y", 1.0)));
      sink.write(Records.at(1000, Map.of("a/x", 2.0, "b/y", 3.0)));
      sink.write(Records.at(2000, Map.of("b/y", 4.0)));
    }
    assertEquals(
        List.of(
            "environment_steps,learner_steps,wall_seconds,b/y,a/x",
            "1000,200,1.0,1.0,",
            "1000,200,1.0,3.0,2.0",
            "2000,400,2.0,4.0,"),
        Files.readAllLines(file));
    try (var files = Files.list(directory)) {
      assertEquals(1, files.count(), "the temporary file must be gone");
    }
  }

  @Test
  void aResumedRunDropsWhatWasWrittenAfterItsCheckpoint() throws IOException {
    try (CsvSink sink = new CsvSink(directory)) {
      for (long steps = 1000; steps <= 5000; steps += 1000) {
        sink.write(Records.at(steps, Map.of("a/x", (double) steps)));
      }
    }
    try (CsvSink sink = new CsvSink(directory)) {
      sink.write(Records.at(3000, Map.of("a/new", 1.0)));
      sink.write(Records.at(3500, Map.of("a/x", 7.0)));
    }
    assertEquals(
        List.of(
            "environment_steps,learner_steps,wall_seconds,a/x,a/new",
            "1000,200,1.0,1000.0,",
            "2000,400,2.0,2000.0,",
            "3000,600,3.0,,1.0",
            "3500,700,3.5,7.0,"),
        Files.readAllLines(file));
  }

  @Test
  void aHalfWrittenLastLineIsDropped() throws IOException {
    Files.writeString(
        file, "environment_steps,learner_steps,wall_seconds,a/x\n1000,200,1.0,5.0\n2000,40");
    try (CsvSink sink = new CsvSink(directory)) {
      sink.write(Records.at(3000, Map.of("a/x", 6.0)));
    }
    assertEquals(
        List.of(
            "environment_steps,learner_steps,wall_seconds,a/x",
            "1000,200,1.0,5.0",
            "3000,600,3.0,6.0"),
        Files.readAllLines(file));
  }

  @Test
  void aFileOfSomebodyElseIsLeftAlone() throws IOException {
    for (String content :
        List.of("name,age\nAda,36\n", "environment_steps,learner_steps,wall_seconds\nmany,1,2\n")) {
      Files.writeString(file, content);
      try (CsvSink sink = new CsvSink(directory)) {
        RookeryException refused =
            assertThrows(RookeryException.class, () -> sink.write(Records.at(1, Map.of())));
        assertTrue(refused.getMessage().contains("move it away"), refused.getMessage());
      }
      assertEquals(content, Files.readString(file));
    }
  }
}
