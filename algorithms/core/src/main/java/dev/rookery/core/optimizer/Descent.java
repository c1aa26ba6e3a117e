package dev.rookery.core.optimizer;

import dev.rookery.checkpoint.Checkpointable;

/**
 * What becomes of the gradients that a learner has computed: they move its own parameters ({@link
 * GradientDescent}), or parameters that it shares with others. Not thread-safe.
 */
public interface Descent extends Checkpointable {

  /**
   * Takes the gradients that the learner's arena has gathered, and clears them.
   *
   * @throws dev.rookery.algorithm.DivergenceException if the gradients' norm is not finite; nothing
   *     is moved then
   */
  void step();

  /** Takes the arena's values as they are now, where something else has written them. */
  void readParameters();

  /** The rate of the next step. */
  double learningRate();

  /** The norm of the last step's gradients before clipping; NaN before the first. */
  double gradientNorm();
}
