package dev.rookery.core.value;

import dev.rookery.core.learning.ReturnBounds;

/**
 * What a {@link QLoss} finds when learning begins: the experience that was gathered before, and the
 * network's constants to write.
 */
public interface LearningStart {

  /** The returns that the rewards in replay allow; looks through all of its rows. */
  ReturnBounds returnBounds();

  /**
   * Writes one of the network's constants, for the online and the target network; it is published
   * with the parameters from now on.
   *
   * @param name of a {@link dev.rookery.core.network.Constant} of the network
   * @param values as many as it has
   */
  void writeConstant(String name, float[] values);
}
