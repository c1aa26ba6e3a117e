package dev.rookery.cli;

import dev.rookery.RookeryException;
import dev.rookery.cli.benchmark.BenchmarkListener;
import dev.rookery.cli.benchmark.PlannedRun;
import dev.rookery.cli.benchmark.RunRecord;
import dev.rookery.runtime.metrics.ConsoleProgress;
import dev.rookery.runtime.metrics.HumanReadable;
import dev.rookery.training.Progress;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Prints how a benchmark goes on: a line for each run's begin and end, and its progress. */
final class BenchmarkDisplay implements BenchmarkListener, AutoCloseable {

  private final PrintWriter err;
  private final boolean quiet;
  private volatile @Nullable ConsoleProgress progress;
  private int runs;

  /**
   * A display.
   *
   * @param quiet whether to print failures only
   */
  BenchmarkDisplay(PrintWriter err, boolean quiet) {
    this.err = err;
    this.quiet = quiet;
  }

  @Override
  public void onBegin(int all, int recorded) {
    runs = all;
    if (recorded > 0) {
      print("%s of %s runs have records already".formatted(recorded, all));
    }
  }

  @Override
  public void onStart(PlannedRun run, int number, boolean resumed, OptionalDouble secondsLeft) {
    String left =
        secondsLeft.isPresent()
            ? "; about %s for all that are left"
                .formatted(HumanReadable.duration(secondsLeft.getAsDouble()))
            : "";
    print(
        "Run %s of %s: %s on %s, seed %s%s%s"
            .formatted(
                number,
                runs,
                run.algorithm(),
                run.environment(),
                run.seed(),
                resumed ? ", from its checkpoint" : "",
                left));
    if (!quiet) {
      progress = ConsoleProgress.on(System.err, System.getenv());
    }
  }

  @Override
  public void onProgress(Progress now) {
    ConsoleProgress display = progress;
    if (display != null) {
      display.accept(now);
    }
  }

  @Override
  public void onRecord(RunRecord record) {
    close();
    print(
        String.format(
            Locale.ROOT,
            "  mean return %.2f after %,d steps in %s",
            record.score(),
            record.environmentSteps(),
            HumanReadable.duration(record.wallSeconds())));
  }

  @Override
  public void onFailure(PlannedRun run, RookeryException failure) {
    close();
    Failures.warn(
        err,
        List.of(
            "the run of %s on %s with seed %s failed, and the others go on: %s"
                .formatted(run.algorithm(), run.environment(), run.seed(), failure.getMessage())));
  }

  /** Ends the line of a run's progress. */
  @Override
  public void close() {
    ConsoleProgress display = progress;
    progress = null;
    if (display != null) {
      display.close();
    }
  }

  private void print(String line) {
    if (!quiet) {
      err.println(line);
      err.flush();
    }
  }
}
