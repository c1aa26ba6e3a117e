package dev.rookery.core.network;

import ai.djl.nn.Block;
import dev.rookery.core.network.Initializers.Initializer;

/**
 * A head of numbers between -1 and 1, by the hyperbolic tangent: continuous actions (Lillicrap et
 * al. 2016, "Experiment details").
 *
 * @param name of the range
 * @param size how many numbers for each observation
 * @param firstValues of its weights and biases
 */
public record BoundedHead(String name, int size, Initializer firstValues) implements Head {

  /** With first values as those of other layers. */
  public BoundedHead(String name, int size) {
    this(name, size, Initializers.uniform());
  }

  @Override
  public Block create(int features, Activation activation, DenseFactory dense) {
    return dense.create(features, size, Activation.TANH, firstValues);
  }
}
