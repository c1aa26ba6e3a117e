package dev.rookery.core.network;

import dev.rookery.DataType;
import java.util.List;

/**
 * One input of a network: a tensor {@code [batch, shape…]}.
 *
 * @param name unique among the network's inputs; the exported graph's input is called so too
 * @param dataType of its numbers
 * @param shape the dimensions after the batch
 */
public record NetworkInput(String name, DataType dataType, List<Integer> shape) {

  /** Keeps an immutable copy of the shape. */
  public NetworkInput {
    shape = List.copyOf(shape);
  }

  /** How many numbers each element of the batch has. */
  public int size() {
    return shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
  }
}
