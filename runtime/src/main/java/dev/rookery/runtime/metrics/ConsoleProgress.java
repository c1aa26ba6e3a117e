package dev.rookery.runtime.metrics;

import dev.rookery.runtime.process.TerminalCheck;
import dev.rookery.training.Progress;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Prints the progress of a run: on a terminal one line, drawn again in place; elsewhere, as in a
 * log file, a line about every ten seconds. Thread-safe.
 *
 * <p>The remaining time is that until the step limit; a run may reach its aim earlier.
 */
public final class ConsoleProgress implements Consumer<Progress>, AutoCloseable {

  private static final long PLAIN_INTERVAL = TimeUnit.SECONDS.toNanos(10);
  private static final int DEFAULT_COLUMNS = 80;

  private final PrintStream out;
  private final LongSupplier nanoTime;
  private final boolean redraw;
  private final int width;
  private @Nullable Progress unprinted;
  private boolean printed;
  private long printedAt;
  private int drawn;

  /**
   * Makes a display.
   *
   * @param out where to print; stays open
   * @param nanoTime a clock like {@link System#nanoTime}
   * @param redraw whether {@code out} is a terminal that goes back to the start of a line at a
   *     carriage return
   * @param columns the terminal's width; no line is as long, since the last column may wrap
   */
  public ConsoleProgress(PrintStream out, LongSupplier nanoTime, boolean redraw, int columns) {
    this.out = out;
    this.nanoTime = nanoTime;
    this.redraw = redraw;
    this.width = Math.max(1, columns - 1);
  }

  /**
   * A display for this process.
   *
   * @param out {@link System#out} or {@link System#err}
   * @param variables the environment variables; of interest are {@code TERM} and {@code COLUMNS}
   */
  public static ConsoleProgress on(PrintStream out, Map<String, String> variables) {
    String columns = variables.getOrDefault("COLUMNS", "");
    return new ConsoleProgress(
        out,
        System::nanoTime,
        TerminalCheck.canRedraw(variables),
        columns.matches("[1-9]\\d{0,3}") ? Integer.parseInt(columns) : DEFAULT_COLUMNS);
  }

  @Override
  public synchronized void accept(Progress progress) {
    if (redraw) {
      draw(progress);
    } else if (!printed || nanoTime.getAsLong() - printedAt >= PLAIN_INTERVAL) {
      printLine(progress);
    } else {
      unprinted = progress;
    }
  }

  /** Ends the line of a terminal, or prints the latest progress if it was not printed yet. */
  @Override
  public synchronized void close() {
    if (drawn > 0) {
      out.println();
      drawn = 0;
    }
    if (unprinted != null) {
      printLine(unprinted);
    }
  }

  private void draw(Progress progress) {
    String line = ProgressLine.of(progress, width, true);
    // Spaces cover the rest of a longer line from before.
    out.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
    out.flush();
    drawn = line.length();
  }

  private void printLine(Progress progress) {
    out.println(ProgressLine.of(progress, width, false));
    out.flush();
    unprinted = null;
    printed = true;
    printedAt = nanoTime.getAsLong();
  }
}
