package dev.rookery.runtime.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.runtime.metrics.EvaluationFile.Kind;
import dev.rookery.runtime.metrics.EvaluationFile.Line;
import dev.rookery.training.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationFileTest {

  private static final Line FIRST = line(Kind.SCHEDULED, 100, -1.5, 1e-9);
  private static final Line CONFIRMED = line(Kind.CONFIRMATION, 100, 3);
  private static final Line SECOND = line(Kind.SCHEDULED, 200, 500, 500);
  private static final Line END = line(Kind.END, 200, 0.1);

  @TempDir Path directory;

  @Test
  void whatIsWrittenIsRead() {
    write(0, FIRST, CONFIRMED, SECOND, END);
    assertEquals(List.of(FIRST, CONFIRMED, SECOND, END), EvaluationFile.read(directory));
  }

  @Test
  void withoutAFileThereAreNone() {
    assertEquals(List.of(), EvaluationFile.read(directory));
  }

  @Test
  void aResumedRunKeepsTheEvaluationsOfItsParametersAndNoEnd() {
    write(0, FIRST, CONFIRMED, SECOND, END);
    write(200);
    assertEquals(List.of(FIRST, CONFIRMED, SECOND), EvaluationFile.read(directory));
    write(199, SECOND);
    assertEquals(List.of(FIRST, CONFIRMED, SECOND), EvaluationFile.read(directory));
    write(0);
    assertEquals(List.of(), EvaluationFile.read(directory));
  }

  @Test
  void aHalfWrittenLineIsLeftOut() throws IOException {
    write(0, FIRST, SECOND);
    Files.writeString(file(), "{\"kind\":\"sched", StandardOpenOption.APPEND);
    assertEquals(List.of(FIRST, SECOND), EvaluationFile.read(directory));
    write(200, END);
    assertEquals(List.of(FIRST, SECOND, END), EvaluationFile.read(directory));
  }

  @Test
  void anotherFileOfThatNameIsRefusedAndLeftAlone() throws IOException {
    for (String other : List.of("{}\n", "no JSON\n", "{\"kind\":\"other\",\"returns\":[]}\n")) {
      Files.writeString(file(), other);
      RookeryException refused = assertThrows(RookeryException.class, () -> write(0));
      assertTrue(refused.getMessage().startsWith(file() + " has a line that is no evaluation"));
      assertEquals(other, Files.readString(file()));
    }
  }

  @Test
  void whereItCannotBeWrittenTheRunGoesOn() throws IOException {
    Files.createDirectory(directory.resolve("evaluations.jsonl.unfinished"));
    write(0, FIRST);
    assertEquals(List.of(), EvaluationFile.read(directory));
  }

  private void write(long startAt, Line... lines) {
    try (EvaluationFile file = new EvaluationFile(directory)) {
      file.startAt(startAt);
      List.of(lines).forEach(file::append);
    }
  }

  private Path file() {
    return directory.resolve("evaluations.jsonl");
  }

  private static Line line(Kind kind, long steps, double... returns) {
    return new Line(kind, steps, steps / 2, steps * 0.125, Evaluation.of(returns, 1));
  }
}
