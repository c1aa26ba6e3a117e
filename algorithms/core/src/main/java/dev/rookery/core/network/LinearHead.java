package dev.rookery.core.network;

import ai.djl.nn.Block;
import dev.rookery.core.network.Initializers.Initializer;

/**
 * A head of one linear layer, for example of action values, policy logits or a state's value.
 *
 * @param name of the range
 * @param size how many numbers for each observation
 * @param firstValues of its weights and biases
 */
public record LinearHead(String name, int size, Initializer firstValues) implements Head {

  /** With first values as those of other layers. */
  public LinearHead(String name, int size) {
    this(name, size, Initializers.uniform());
  }

  @Override
  public Block create(int features, Activation activation, DenseFactory dense) {
    return dense.create(features, size, Activation.IDENTITY, firstValues);
  }
}
