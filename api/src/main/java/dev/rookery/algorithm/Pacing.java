package dev.rookery.algorithm;

import dev.rookery.settings.SettingsException;

/** How learning keeps pace with acting: one of three ways, chosen by the algorithm. */
public sealed interface Pacing permits RateLimit, Pacing.Rounds, Pacing.Free {

  /**
   * On-policy: in a round every actor makes the same number of steps with one version of the
   * parameters, and then waits for the next one. A round is over when all actors that are connected
   * have sent their steps; what an actor sent that went away counts. Then the learner steps until
   * it is {@link LearnerStep#ROUND_OVER}, and publishes, so a version is a round.
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
   * Both as fast as they can. In lockstep the learner makes all updates that it wants to make, but
   * at most one for each environment step.
   */
  record Free() implements Pacing {}
}
