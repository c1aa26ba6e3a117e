package dev.rookery.algorithm;

import dev.rookery.settings.SettingsException;

/** How learning keeps pace with acting: one of three ways, chosen by the algorithm. */
public sealed interface Pacing permits RateLimit, Pacing.Rounds, Pacing.Free {

  /**
   * On-policy: in a round every actor makes the same number of steps with one version of the
   * parameters, and then waits for the next one. A round is over when all actors that are connected
   * have sent their steps; what an actor sent that went away counts. Then the learner steps until
   * it is {@link LearnerStep#PUBLISH}, and publishes, so a version is a round.
   *
   * @param steps that an actor makes in each of its environments, at least 1
   * @param maximumLag how many rounds an actor may be ahead: it goes on when a version has arrived
   *     that so many rounds are missing in. 0: acting waits while the learner learns
   */
  record Rounds(int steps, int maximumLag) implements Pacing {

    /**
     * Refuses rounds that could not be played.
     *
     * @throws SettingsException if a number is out of range
     */
    public Rounds {
      if (steps < 1 || maximumLag < 0) {
        throw new SettingsException(
            "a round needs at least 1 step and a lag of at least 0, not %s and %s"
                .formatted(steps, maximumLag));
      }
    }
  }

  /**
   * Both as fast as they can. Actors send their rows at once, and the learner receives no more of
   * them while the store holds as many as may wait; then actors wait. In lockstep the learner makes
   * all updates that it wants to make, but at most one for each environment step.
   *
   * @param maximumWaiting how many rows may wait in the store, at least 1. A learner's store that
   *     keeps rows which it has learned from needs {@link Integer#MAX_VALUE}
   */
  record Free(int maximumWaiting) implements Pacing {

    /**
     * Refuses a store that could hold nothing.
     *
     * @throws SettingsException if not even one row may wait
     */
    public Free {
      if (maximumWaiting < 1) {
        throw new SettingsException(
            "at least 1 row must be allowed to wait for the learner, not " + maximumWaiting);
      }
    }

    /** Any number of rows may wait. */
    public Free() {
      this(Integer.MAX_VALUE);
    }
  }
}
