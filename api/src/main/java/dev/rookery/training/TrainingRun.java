package dev.rookery.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

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

  /**
   * Completes when the run is over, after the last event was delivered, with what {@link #await()}
   * returns or throws. What depends on it is done on the run's own thread, unless it is asked for
   * elsewhere.
   */
  CompletionStage<TrainingReport> completion();

  /**
   * Listens to what happens from now on; {@link Training.Builder#onEvent} listens from the start.
   * The listener is called on the run's own thread, which does not learn: one that takes its time
   * delays the other listeners and the end of the run. What it throws fails the run, and it hears
   * no more. To who subscribes to a run that is over, nothing comes.
   */
  RunSubscription subscribe(Consumer<? super RunEvent> listener);

  /**
   * The agents of a run on an {@linkplain dev.rookery.environment.ExternalEnvironment external
   * environment}, one for each actor; none if its environments are stepped, or its actors
   * elsewhere.
   */
  default List<Agent> agents() {
    return List.of();
  }

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
