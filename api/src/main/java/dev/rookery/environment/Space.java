package dev.rookery.environment;

import dev.rookery.DataType;
import java.util.List;

/**
 * The set of values that an observation or an action can take, and how one is laid out in memory.
 * Most spaces are {@link TensorSpace}s: numbers of one type and shape. An observation may have
 * several of them as named parts, in a {@link DictSpace}; an action may not.
 *
 * <p>Spaces are immutable values with {@code equals}.
 */
public sealed interface Space permits TensorSpace, DictSpace {

  /** How many bytes one element takes in a buffer. */
  int byteSize();

  /** The parts in order: those of a {@link DictSpace}; any other space is its own only part. */
  List<SpacePart> parts();

  /**
   * This space, as one of numbers of one type and shape.
   *
   * @throws IllegalArgumentException if it has named parts
   */
  TensorSpace asTensor();

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

  /**
   * An observation of named parts, which has one so far; {@link DictSpace#and} adds the others:
   *
   * <pre>{@code
   * Space.dict("image", Space.image(10, 10, 4, 1)).and("speed", Space.box(-1, 1, 2))
   * }</pre>
   *
   * @throws IllegalArgumentException as {@link DictSpace#and}
   */
  static DictSpace dict(String name, Space part) {
    return DictSpace.NONE.and(name, part);
  }
}
