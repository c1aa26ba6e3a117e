package dev.rookery.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A run that is under way. Thread-safe. */
public interface TrainingRun extends AutoCloseable {

  /**
   * Waits until the run is over.
   *
   * @throws dev.rookery.RookeryException if it failed
   * @throws InterruptedException if the waiting thread is interrupted; the run goes on
   */
  TrainingReport await() throws InterruptedException;

  /**
   * Waits until the run is over, at most this long.
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

  /** Stops the run, if it is still under way, and frees what it holds. */
  @Override
  void close();
}
