package dev.rookery.cli.benchmark;

import dev.rookery.RookeryException;
import dev.rookery.training.Progress;
import java.util.OptionalDouble;

/** Hears how a benchmark goes on, on the thread that runs it, but for {@link #onProgress}. */
public interface BenchmarkListener {

  /**
   * The benchmark begins.
   *
   * @param runs how many it has
   * @param recorded how many of them have a record already, and are kept
   */
  default void onBegin(int runs, int recorded) {}

  /**
   * A run begins, or goes on from a checkpoint.
   *
   * @param number of the run, from 1
   * @param resumed whether it goes on
   * @param secondsLeft for this run and all that come after it; empty if not known yet
   */
  default void onStart(PlannedRun run, int number, boolean resumed, OptionalDouble secondsLeft) {}

  /** Where the run stands that is under way, about once a second, on another thread. */
  default void onProgress(Progress progress) {}

  /** A run has ended, and its record is written. */
  default void onRecord(RunRecord record) {}

  /** A run has failed; the benchmark goes on with the next. */
  default void onFailure(PlannedRun run, RookeryException failure) {}
}
