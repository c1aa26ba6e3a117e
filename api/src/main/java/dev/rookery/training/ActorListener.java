package dev.rookery.training;

import java.time.Duration;

/** Hears what happens to the actors of an {@link ActorRun}, on their threads. */
public interface ActorListener {

  /** Listens to nothing. */
  ActorListener NONE = new ActorListener() {};

  /**
   * There is no learner to be heard; the actors wait for one.
   *
   * @param address where, in a few words
   * @param limit how long they wait
   */
  default void onWaiting(String address, Duration limit) {}

  /**
   * An actor takes part in a run, for the first time or again.
   *
   * @param actorId its id in the run, from 0
   * @param config of the run
   */
  default void onJoined(int actorId, TrainingConfig config) {}

  /**
   * An actor takes part no longer, and will join anew.
   *
   * @param actorId its id in the run
   * @param reason in one line
   */
  default void onLeft(int actorId, String reason) {}
}
