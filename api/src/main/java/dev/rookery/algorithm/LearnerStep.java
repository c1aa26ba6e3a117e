package dev.rookery.algorithm;

/** What a call of {@link Learner#step} did. */
public enum LearnerStep {
  /** Nothing: there was not enough experience. */
  IDLE,
  /** It made an update. */
  UPDATED,
  /**
   * It made an update, and its parameters are published now, whatever {@code run.publishInterval}
   * says. Where pacing is by {@link Pacing.Rounds}, it was the last update with what one round
   * brought.
   */
  PUBLISH
}
