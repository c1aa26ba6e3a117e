package dev.rookery.runtime.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.training.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

  private static final Progress MIDDLE =
      new Progress(210_000, 42_000, 1234, 123.4, 480, 475, 17, 12_345, 650, 500_000, 3, 3);
  private static final Progress FIRST =
      new Progress(
          0, 0, 0, Double.NaN, Double.NaN, Double.NaN, 0, Double.NaN, Double.NaN, 500_000, 1, 1);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);
  private long seconds = 100;

  @Test
  void aWideLineSaysEverything() {
    assertEquals(
        "[###########-----------------]  42%  210k steps 12.3k/s 650 upd/s 1.23k ep  return 123"
            + " eval 480 best 475  ETA 23s",
        ProgressLine.of(MIDDLE, 120, true));
  }

  @Test
  void anOrdinaryLineLeavesOutTheEpisodesFirst() {
    assertEquals(
        "[###------]  42%  210k steps 12.3k/s  return 123 eval 480 best 475  ETA 23s",
        ProgressLine.of(MIDDLE, 75, true));
  }

  @Test
  void whatIsNotKnownYetIsLeftOut() {
    assertEquals("  0%  0 steps 0 ep", ProgressLine.of(FIRST, 79, false));
  }

  @Test
  void actorsThatAreNotThereAreSaid() {
    Progress waiting =
        new Progress(0, 0, 0, Double.NaN, Double.NaN, Double.NaN, 9, 0, 0, 500_000, 0, 3);
    assertEquals(
        "  0%  0 steps 0/s 0 upd/s 0 ep  0 of 3 actors", ProgressLine.of(waiting, 79, false));
    assertEquals("  0%  0 steps  0 of 3 actors", ProgressLine.of(waiting, 30, false));
  }

  @Property
  void aLineIsNeverTooLong(
      @ForAll @IntRange(min = 1, max = 200) int width,
      @ForAll @LongRange(min = 0) long steps,
      @ForAll double anything,
      @ForAll @LongRange(min = 0) long limit,
      @ForAll boolean bar) {
    Progress progress =
        new Progress(
            steps, steps, steps, anything, anything, anything, 1, anything, anything, limit, 1, 2);
    String line = ProgressLine.of(progress, width, bar);
    assertTrue(line.length() <= width, () -> line + " is longer than " + width);
    assertEquals(-1, line.indexOf('\n'));
  }

  @Test
  void onATerminalTheLineIsDrawnOverTheOneBefore() {
    try (ConsoleProgress progress = console(true)) {
      progress.accept(MIDDLE);
      progress.accept(FIRST);
    }
    String[] lines = bytes.toString(UTF_8).split("\r", -1);
    assertEquals("", lines[0]);
    assertEquals(ProgressLine.of(MIDDLE, 79, true), lines[1]);
    String first = ProgressLine.of(FIRST, 79, true);
    String cover = " ".repeat(lines[1].length() - first.length());
    assertEquals(first + cover + System.lineSeparator(), lines[2]);
  }

  @Test
  void elsewhereThereIsALineEveryTenSecondsAndTheLastWordAtTheEnd() {
    ConsoleProgress progress = console(false);
    for (int second = 0; second <= 25; second++, seconds++) {
      progress.accept(at(second));
    }
    assertEquals(List.of(line(0), line(10), line(20)), printed());
    progress.close();
    progress.close();
    assertEquals(List.of(line(0), line(10), line(20), line(25)), printed());
  }

  @Test
  void nothingIsPrintedForARunThatNeverReported() {
    console(true).close();
    console(false).close();
    assertEquals("", bytes.toString(UTF_8));
  }

  private ConsoleProgress console(boolean terminal) {
    return new ConsoleProgress(out, () -> TimeUnit.SECONDS.toNanos(seconds), terminal, 80);
  }

  private static Progress at(int second) {
    return new Progress(
        1000L * second, 0, second, 1, 2, Double.NaN, second, 1000, 10, 500_000, 3, 3);
  }

  private static String line(int second) {
    return ProgressLine.of(at(second), 79, false);
  }

  private List<String> printed() {
    return bytes.toString(UTF_8).lines().toList();
  }
}
