package dev.rookery.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A run that is under way. Thread-safe. */
public interface TrainingRun extends AutoCloseable {

  /**
   * Waits until the run is over and its threads have ended, unless one is stuck, which fails it.
   *
   * @throws dev.rookery.RookeryException if it failed
   * @throws IllegalStateException if a listener calls it on the run's own thread
   * @throws InterruptedException if the waiting thread is interrupted; the run goes on
   */
  TrainingReport await() throws InterruptedException;

  /**
   * Waits until the run is over and its threads have ended, at most this long.
   *
   * @return whether it is over
   */
  boolean await(Duration limit) throws InterruptedException;

  /** Asks the run to stop soon, with a checkpoint; does not wait. */
  void stop();

  /** Where the run stands. */
  Progress progress();

  /** Where it writes everything. */
  Path runDirectory();

  /**
   * The transport with the settings with which other processes bring actors to this run, by {@link
   * Training#join()}; empty if none can.
   */
  Optional<NamedSettings> invitation();

  /**
   * Stops the run, if it is still under way, waits for its end, and frees what it holds. On the
   * run's own thread, on which listeners are called, it does not wait.
   */
  @Override
  void close();
}
