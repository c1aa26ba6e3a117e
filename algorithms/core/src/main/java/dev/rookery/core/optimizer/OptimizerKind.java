package dev.rookery.core.optimizer;

/** The optimizers that settings may name. */
public enum OptimizerKind {
  /** Adam, with PyTorch's epsilon. */
  ADAM,
  /** Centred RMSProp, as in the Nature paper. */
  RMSPROP,
  /** RMSProp with epsilon inside the root, as A3C's workers share it. */
  SHARED_RMSPROP;

  /** Nature DQN's decay of the means of gradients. */
  private static final double RMSPROP_DECAY = 0.95;

  /** A3C's (Mnih et al. 2016, section 8). */
  private static final double SHARED_RMSPROP_DECAY = 0.99;

  /**
   * Makes the optimizer.
   *
   * @param size of the vector of parameters
   * @param epsilon above 0
   */
  public Optimizer create(int size, double epsilon) {
    return switch (this) {
      case ADAM -> new Adam(size, epsilon);
      case SHARED_RMSPROP ->
          new RmsProp(size, RmsProp.Form.EPSILON_IN_ROOT, SHARED_RMSPROP_DECAY, epsilon);
      case RMSPROP -> new RmsProp(size, RmsProp.Form.CENTERED, RMSPROP_DECAY, epsilon);
    };
  }
}
