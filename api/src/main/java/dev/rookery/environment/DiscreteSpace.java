package dev.rookery.environment;

import dev.rookery.DataType;
import java.util.List;

/**
 * A choice among {@code n} alternatives, numbered from 0; stored as one int32.
 *
 * @param n how many alternatives, at least 1
 */
public record DiscreteSpace(int n) implements TensorSpace {

  /**
   * Checks {@code n}.
   *
   * @throws IllegalArgumentException if {@code n < 1}
   */
  public DiscreteSpace {
    if (n < 1) {
      throw new IllegalArgumentException("a discrete space needs at least 1 alternative, not " + n);
    }
  }

  @Override
  public DataType dataType() {
    return DataType.INT32;
  }

  @Override
  public List<Integer> shape() {
    return List.of(1);
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public String toString() {
    return "discrete(" + n + ")";
  }
}
