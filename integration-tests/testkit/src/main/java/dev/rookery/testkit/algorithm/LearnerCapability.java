package dev.rookery.testkit.algorithm;

/** What a learner may make use of. What it does not is tested to be left alone. */
public enum LearnerCapability {
  /** Importance weights of a batch: a row of weight 0 moves nothing. Otherwise it does. */
  WEIGHTS,
  /** Priorities: it gives each row of a batch one. Otherwise it gives none. */
  PRIORITIES
}
