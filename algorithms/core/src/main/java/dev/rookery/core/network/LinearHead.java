package dev.rookery.core.network;

import ai.djl.nn.Block;
import java.util.List;

/**
 * A head of one linear layer, for example of action values, policy logits or a state's value.
 *
 * @param name of the output
 * @param size how many numbers for each observation
 */
public record LinearHead(String name, int size) implements Head {

  @Override
  public List<Integer> shape() {
    return List.of(size);
  }

  @Override
  public Block create(int features, Activation activation, DenseFactory dense) {
    return dense.create(features, size, Activation.IDENTITY);
  }
}
