package dev.rookery.runtime.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.RookeryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonlSinkTest {

  @TempDir Path directory;

  @Test
  void everyRecordIsOneFlatObject() throws IOException {
    try (JsonlSink sink = new JsonlSink(directory)) {
      sink.write(Records.at(1000, Map.of("a/x", 1.5, "b/y", -2.0)));
      sink.write(Records.at(2000, Map.of()));
    }
    assertEquals(
        List.of(
            "{\"environment_steps\":1000,\"learner_steps\":200,\"wall_seconds\":1.0,"
                + "\"a/x\":1.5,\"b/y\":-2.0}",
            "{\"environment_steps\":2000,\"learner_steps\":400,\"wall_seconds\":2.0}"),
        Files.readAllLines(directory.resolve("metrics.jsonl")));
  }

  @Test
  void aFileOfSomebodyElseIsLeftAlone() throws IOException {
    Path file = directory.resolve("metrics.jsonl");
    for (String content : List.of("hello\n", "{\"name\":\"Ada\"}\n", "[1]\n")) {
      Files.writeString(file, content);
      try (JsonlSink sink = new JsonlSink(directory)) {
        assertThrows(RookeryException.class, () -> sink.write(Records.at(1, Map.of())));
      }
      assertEquals(content, Files.readString(file));
    }
  }
}
