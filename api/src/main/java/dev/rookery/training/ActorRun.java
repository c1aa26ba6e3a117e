package dev.rookery.training;

import java.time.Duration;
import java.util.List;

/**
 * Actors of this process that take part in a run whose learner is elsewhere. While the learner is
 * gone they wait for it, and join anew. Thread-safe.
 */
public interface ActorRun extends AutoCloseable {

  /**
   * Waits until the actors and their threads have ended: the run is over, or {@link #stop()} was
   * called.
   *
   * @throws dev.rookery.settings.SettingsException if the run refuses them, or what it needs is not
   *     installed here
   * @throws dev.rookery.RookeryException if they failed, or waited for a learner in vain
   * @throws IllegalStateException if a listener calls it on an actor's own thread
   * @throws InterruptedException if the waiting thread is interrupted; the actors go on
   */
  void await() throws InterruptedException;

  /**
   * Waits until the actors and their threads have ended, at most this long.
   *
   * @return whether they have
   */
  boolean await(Duration limit) throws InterruptedException;

  /**
   * The agents of actors that joined with an {@linkplain
   * dev.rookery.environment.ExternalEnvironment external environment}, one for each; otherwise
   * none. Their first calls wait until they have joined.
   */
  default List<Agent> agents() {
    return List.of();
  }

  /** Asks the actors to leave the run soon; does not wait. */
  void stop();

  /** Environment steps that the actors of this process have made. */
  long environmentSteps();

  /** How many of the actors take part in the run at the moment. */
  int joined();

  /** How often an actor of this process has joined: more than there are, if some joined anew. */
  long sessions();

  /**
   * Lets the actors leave, if they are still under way, and frees what they hold. Waits at most ten
   * seconds; not at all on an actor's own thread, on which listeners are called.
   */
  @Override
  void close();
}
