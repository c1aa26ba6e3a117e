package dev.rookery.environment;

import dev.rookery.DataType;
import java.util.List;

/**
 * A space whose elements are {@link #size()} numbers of one {@link #dataType()}, row-major, in the
 * machine's byte order.
 */
public sealed interface TensorSpace extends Space
    permits BoxSpace, DiscreteSpace, MultiDiscreteSpace {

  /**
   * The actions of an environment, which have no named parts.
   *
   * @param environment its name, for the message
   * @throws EnvironmentException if they have
   */
  static TensorSpace ofActions(String environment, Space actions) {
    if (actions instanceof TensorSpace tensor) {
      return tensor;
    }
    throw new EnvironmentException(
        "the actions of the environment %s are %s, but only observations may have named parts: make them one box, discrete or multi-discrete space"
            .formatted(environment, actions));
  }

  /** The type of each number. */
  DataType dataType();

  /** The dimensions; a discrete space has shape {@code [1]}. */
  List<Integer> shape();

  /** How many numbers one element has: the product of the {@link #shape()}. */
  int size();

  @Override
  default int byteSize() {
    return Math.multiplyExact(size(), dataType().bytes());
  }

  @Override
  default List<SpacePart> parts() {
    return List.of(new SpacePart("", this, 0));
  }

  @Override
  default TensorSpace asTensor() {
    return this;
  }
}
