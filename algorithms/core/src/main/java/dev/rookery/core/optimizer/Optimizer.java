package dev.rookery.core.optimizer;

import dev.rookery.checkpoint.Checkpointable;

/** Moves parameters against their gradients. Not thread-safe; allocates nothing per step. */
public interface Optimizer extends Checkpointable {

  /**
   * Makes one step.
   *
   * @param parameters {@code [size]}, changed in place
   * @param gradients {@code [size]} of the loss with respect to the parameters
   * @param gradientScale each gradient is multiplied by it first; 1 unless gradients are clipped
   * @param learningRate at least 0
   */
  void step(float[] parameters, float[] gradients, float gradientScale, double learningRate);
}
