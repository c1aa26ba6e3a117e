package dev.rookery.testkit.loss;

/** What a loss may promise. A promise that is not made is tested to be broken. */
public enum LossCapability {
  /** The loss is linear in {@link LossBatch#weights}. Otherwise they are refused or ignored. */
  WEIGHTS,
  /** Only predictions of the actions taken have a gradient. Otherwise others have one too. */
  TAKEN_ACTIONS_ONLY,
  /** The loss is 0 where predictions equal their targets. Otherwise it is not, or not always. */
  ZERO_LOSS_AT_TARGET,
  /** The gradient is 0 where predictions equal their targets. Otherwise it is not always. */
  ZERO_GRADIENT_AT_TARGET,
  /**
   * The loss makes its targets itself, of rewards, discounts and {@link LossBatch#nextPredictions}.
   * Otherwise it does not depend on them.
   */
  BOOTSTRAPPING,
  /**
   * Next predictions are values in the unit of rewards: where all of an example's are v, the loss
   * is that of the reward {@code r + discount * v} without a next step. Only with {@link
   * #BOOTSTRAPPING}.
   */
  DISCOUNTED_VALUES,
  /** The loss writes a priority of at least 0 for each example. Otherwise it writes none. */
  PRIORITIES
}
