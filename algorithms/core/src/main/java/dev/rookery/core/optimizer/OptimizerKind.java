package dev.rookery.core.optimizer;

/** The optimizers that settings may name. */
public enum OptimizerKind {
  /** Adam, with PyTorch's epsilon. */
  ADAM,
  /** Centred RMSProp, as in the Nature paper. */
  RMSPROP;

  /** Nature DQN's decay of the means of gradients. */
  private static final double RMSPROP_DECAY = 0.95;

  /**
   * Makes the optimizer.
   *
   * @param size of the vector of parameters
   * @param epsilon above 0
   */
  public Optimizer create(int size, double epsilon) {
    return switch (this) {
      case ADAM -> new Adam(size, epsilon);
      case RMSPROP -> new RmsProp(size, RmsProp.Form.CENTERED, RMSPROP_DECAY, epsilon);
    };
  }
}
