package dev.rookery.core.workers;

/** How what workers learn becomes one set of parameters. */
public enum Aggregation {
  /**
   * Each worker applies its gradients, as soon as it has them and without a lock, to parameters
   * that all have in common (Recht et al. 2011; Mnih et al. 2016). Workers are threads of the
   * learner's process.
   */
  HOGWILD,
  /**
   * Each worker sends its gradients, and the learner applies them as they come (Nair et al. 2015,
   * "Gorila").
   */
  GRADIENTS,
  /** In rounds: the learner applies the mean of all workers' gradients. */
  AVERAGE_GRADIENTS,
  /**
   * In rounds: each worker learns by itself for some time, with an optimizer of its own, and then
   * all go on from the mean of their weights (local SGD).
   */
  AVERAGE_WEIGHTS;

  /** Whether workers wait for each other. */
  boolean isInRounds() {
    return this == AVERAGE_GRADIENTS || this == AVERAGE_WEIGHTS;
  }
}
