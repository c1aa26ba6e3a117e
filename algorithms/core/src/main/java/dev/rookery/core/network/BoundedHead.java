package dev.rookery.core.network;

import ai.djl.nn.Block;
import java.util.List;

/**
 * A head of numbers between -1 and 1, by the hyperbolic tangent: continuous actions (Lillicrap et
 * al. 2016, "Experiment details").
 *
 * @param name of the output
 * @param size how many numbers for each observation
 */
public record BoundedHead(String name, int size) implements Head {

  @Override
  public List<Integer> shape() {
    return List.of(size);
  }

  @Override
  public Block create(int features, Activation activation, DenseFactory dense) {
    return dense.create(features, size, Activation.TANH);
  }
}
