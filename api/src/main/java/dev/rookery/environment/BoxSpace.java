package dev.rookery.environment;

import dev.rookery.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Numbers of one shape and type, each between bounds: {@code float32} vectors and tensors, or
 * {@code uint8} images of shape {@code [height, width, channels]}.
 */
public final class BoxSpace implements TensorSpace {

  private final DataType dataType;
  private final List<Integer> shape;
  private final double[] low;
  private final double[] high;

  private BoxSpace(DataType dataType, List<Integer> shape, double[] low, double[] high) {
    if (shape.isEmpty() || shape.stream().anyMatch(n -> n < 1)) {
      throw new IllegalArgumentException(
          "every dimension of a box must be at least 1, not " + shape);
    }
    for (int i = 0; i < low.length; i++) {
      if (!(low[i] <= high[i])) {
        throw new IllegalArgumentException(
            "bound %s of a box is empty: low %s, high %s".formatted(i, low[i], high[i]));
      }
      if (dataType == DataType.UINT8 && (low[i] < 0 || high[i] > 255)) {
        throw new IllegalArgumentException(
            "bytes are from 0 to 255, but bound %s of a box of bytes is from %s to %s"
                .formatted(i, low[i], high[i]));
      }
    }
    this.dataType = dataType;
    this.shape = List.copyOf(shape);
    this.low = low;
    this.high = high;
  }

  /**
   * A box whose numbers all have the same bounds.
   *
   * @throws IllegalArgumentException if a dimension is below 1 or {@code low > high}
   */
  public static BoxSpace uniform(DataType dataType, double low, double high, List<Integer> shape) {
    int size = shape.stream().reduce(1, Math::multiplyExact);
    double[] lows = new double[Math.max(size, 1)];
    double[] highs = new double[Math.max(size, 1)];
    Arrays.fill(lows, low);
    Arrays.fill(highs, high);
    return new BoxSpace(dataType, shape, lows, highs);
  }

  /**
   * A float32 vector with bounds of each number's own.
   *
   * @throws IllegalArgumentException if the lengths differ, or a low bound is above its high bound
   */
  public static BoxSpace vector(double[] low, double[] high) {
    if (low.length != high.length) {
      throw new IllegalArgumentException(
          "%s low bounds but %s high bounds".formatted(low.length, high.length));
    }
    return new BoxSpace(DataType.FLOAT32, List.of(low.length), low.clone(), high.clone());
  }

  /**
   * A box of any shape and type with bounds of each number's own, row-major.
   *
   * @throws IllegalArgumentException if the bounds are not as many as the shape's numbers, or a low
   *     bound is above its high bound
   */
  public static BoxSpace of(DataType dataType, List<Integer> shape, double[] low, double[] high) {
    int size = shape.stream().reduce(1, Math::multiplyExact);
    if (low.length != size || high.length != size) {
      throw new IllegalArgumentException(
          "%s low bounds and %s high bounds for the %s numbers of shape %s"
              .formatted(low.length, high.length, size, shape));
    }
    return new BoxSpace(dataType, shape, low.clone(), high.clone());
  }

  @Override
  public DataType dataType() {
    return dataType;
  }

  @Override
  public List<Integer> shape() {
    return shape;
  }

  @Override
  public int size() {
    return low.length;
  }

  /** The lowest value of number {@code index}, counted row-major. */
  public double low(int index) {
    return low[index];
  }

  /** The highest value of number {@code index}, counted row-major. */
  public double high(int index) {
    return high[index];
  }

  /** Whether this is an image: {@code [height, width, channels]} of bytes. */
  public boolean isImage() {
    return dataType == DataType.UINT8 && shape.size() == 3;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BoxSpace that
        && dataType == that.dataType
        && shape.equals(that.shape)
        && Arrays.equals(low, that.low)
        && Arrays.equals(high, that.high);
  }

  @Override
  public int hashCode() {
    return Objects.hash(dataType, shape, Arrays.hashCode(low), Arrays.hashCode(high));
  }

  @Override
  public String toString() {
    double lowest = Arrays.stream(low).min().orElseThrow();
    double highest = Arrays.stream(high).max().orElseThrow();
    return "box(%s%s, %s to %s)".formatted(dataType.label(), shape, lowest, highest);
  }
}
