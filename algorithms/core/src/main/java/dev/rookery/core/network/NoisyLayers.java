package dev.rookery.core.network;

import ai.djl.nn.Block;
import dev.rookery.core.network.Initializers.Initializer;

/**
 * Makes a network's noisy dense layers, and gives each its place in the network's one noise input.
 */
final class NoisyLayers implements DenseFactory {

  private final double sigma;
  private int size;

  /**
   * For one network.
   *
   * @param sigma the first deviations, times the square root of a layer's inputs
   */
  NoisyLayers(double sigma) {
    this.sigma = sigma;
  }

  @Override
  public Block create(int inputs, int outputs, Activation activation, Initializer firstValues) {
    NoisyDenseLayer layer =
        new NoisyDenseLayer(inputs, outputs, activation, firstValues, sigma, size);
    size += inputs + outputs;
    return layer;
  }

  /** How many numbers of noise the layers made so far take. */
  int size() {
    return size;
  }
}
