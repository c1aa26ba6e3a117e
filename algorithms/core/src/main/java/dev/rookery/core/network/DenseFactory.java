package dev.rookery.core.network;

import ai.djl.nn.Block;
import dev.rookery.core.network.Initializers.Initializer;

/** Makes a network's dense layers: ordinary ones, or noisy ones. */
@FunctionalInterface
public interface DenseFactory {

  /** A new layer from {@code [batch, inputs]} to {@code [batch, outputs]}. */
  default Block create(int inputs, int outputs, Activation activation) {
    return create(inputs, outputs, activation, Initializers.uniform());
  }

  /**
   * A new layer with first values of its own.
   *
   * @param firstValues of weights and biases
   */
  Block create(int inputs, int outputs, Activation activation, Initializer firstValues);
}
