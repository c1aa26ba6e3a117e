package dev.rookery.environment;

import dev.rookery.DataType;
import java.util.List;

/**
 * Several choices made together; stored as one int32 each.
 *
 * @param sizes how many alternatives each choice has, numbered from 0; at least one choice, each of
 *     at least 1 alternative
 */
public record MultiDiscreteSpace(List<Integer> sizes) implements TensorSpace {

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if there are none, or one is below 1
   */
  public MultiDiscreteSpace {
    sizes = List.copyOf(sizes);
    if (sizes.isEmpty() || sizes.stream().anyMatch(n -> n < 1)) {
      throw new IllegalArgumentException(
          "a multi-discrete space needs at least one choice of at least 1 alternative, not "
              + sizes);
    }
  }

  @Override
  public DataType dataType() {
    return DataType.INT32;
  }

  @Override
  public List<Integer> shape() {
    return List.of(sizes.size());
  }

  @Override
  public int size() {
    return sizes.size();
  }

  @Override
  public String toString() {
    return "multi-discrete" + sizes;
  }
}
