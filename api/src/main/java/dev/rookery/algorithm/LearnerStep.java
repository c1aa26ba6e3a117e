package dev.rookery.algorithm;

/** What a call of {@link Learner#step} did. */
public enum LearnerStep {
  /** Nothing: there was not enough experience. */
  IDLE,
  /** It made an update. */
  UPDATED,
  /**
   * It made the last update with what one round brought: its parameters are published now. Only
   * where pacing is by {@link Pacing.Rounds}.
   */
  ROUND_OVER
}
