package dev.rookery.environment;

import dev.rookery.DataType;
import java.util.List;

/**
 * The set of values that an observation or an action can take, and how one is laid out in memory:
 * {@link #size()} numbers of one {@link #dataType()}, row-major, in the machine's byte order.
 *
 * <p>Spaces are immutable values with {@code equals}.
 */
public sealed interface Space permits BoxSpace, DiscreteSpace, MultiDiscreteSpace {

  /** The type of each number. */
  DataType dataType();

  /** The dimensions; a discrete space has shape {@code [1]}. */
  List<Integer> shape();

  /** How many numbers one element has: the product of the {@link #shape()}. */
  int size();

  /** How many bytes one element takes in a buffer. */
  default int byteSize() {
    return size() * dataType().bytes();
  }

  /** A choice among {@code n} alternatives, numbered from 0. */
  static DiscreteSpace discrete(int n) {
    return new DiscreteSpace(n);
  }

  /** Several choices made together; the i-th is among {@code sizes[i]} alternatives. */
  static MultiDiscreteSpace multiDiscrete(Integer... sizes) {
    return new MultiDiscreteSpace(List.of(sizes));
  }

  /**
   * Float32 numbers of one shape, each between {@code low} and {@code high}; these may be infinite.
   */
  static BoxSpace box(double low, double high, Integer... shape) {
    return BoxSpace.uniform(DataType.FLOAT32, low, high, List.of(shape));
  }

  /** A vector of float32 numbers with bounds of their own; bounds may be infinite. */
  static BoxSpace box(double[] low, double[] high) {
    return BoxSpace.vector(low, high);
  }

  /**
   * An image-like observation of bytes, {@code [height, width, channels]}, each at most {@code
   * high}.
   */
  static BoxSpace image(int height, int width, int channels, int high) {
    return BoxSpace.uniform(DataType.UINT8, 0, high, List.of(height, width, channels));
  }
}
