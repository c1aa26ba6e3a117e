package dev.rookery.environment;

import dev.rookery.DataType;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds numbers that are not in their space. {@link #anyInvalid} costs next to nothing and is asked
 * in every step; {@link #outside} compares every number with its bounds.
 */
final class SpaceCheck {

  /** What an int holds until it is written: never a choice. */
  private static final int UNWRITTEN = Integer.MIN_VALUE + 1;

  private static final int EXPONENT = 0x7f800000;
  private static final long EXPONENTS = 0x7f8000007f800000L;

  private final DataType type;
  private final int size;

  /** How many alternatives each number has; empty for a box. */
  private final int[] choices;

  private final @Nullable BoxSpace box;

  SpaceCheck(TensorSpace space) {
    type = space.dataType();
    size = space.size();
    choices = choices(space);
    box = space instanceof BoxSpace numbers ? numbers : null;
  }

  /** How many alternatives each choice has; empty for a box. */
  static int[] choices(Space space) {
    if (space instanceof DiscreteSpace discrete) {
      return new int[] {discrete.n()};
    }
    List<Integer> sizes = space instanceof MultiDiscreteSpace several ? several.sizes() : List.of();
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Marks floats and ints as not written; bytes have no value to spare for that. */
  void clear(ByteBuffer elements, int offset) {
    if (type != DataType.UINT8) {
      for (int i = 0; i < size; i++) {
        elements.putInt(offset + i * Integer.BYTES, unwrittenBits());
      }
    }
  }

  private int unwrittenBits() {
    return type == DataType.FLOAT32 ? Float.floatToRawIntBits(Float.NaN) : UNWRITTEN;
  }

  /**
   * Whether any float is not finite, or any int is no choice.
   *
   * @param count elements, one after the other, from {@code offset}
   */
  boolean anyInvalid(ByteBuffer elements, int offset, int count) {
    if (type == DataType.FLOAT32) {
      return anyNotFinite(elements, offset, count * size);
    }
    if (choices.length == 1) {
      int n = choices[0];
      for (int k = 0; k < count; k++) {
        int value = elements.getInt(offset + k * Integer.BYTES);
        if (value < 0 || value >= n) {
          return true;
        }
      }
      return false;
    }
    for (int i = 0; i < count * choices.length; i++) {
      int value = elements.getInt(offset + i * Integer.BYTES);
      if (value < 0 || value >= choices[i % choices.length]) {
        return true;
      }
    }
    return false;
  }

  /** Looks at two floats at a time: one is not finite if all bits of its exponent are set. */
  private static boolean anyNotFinite(ByteBuffer floats, int offset, int count) {
    int pairs = count / 2;
    for (int i = 0; i < pairs; i++) {
      long exponents = floats.getLong(offset + i * Long.BYTES) & EXPONENTS;
      if ((int) exponents == EXPONENT || (int) (exponents >>> 32) == EXPONENT) {
        return true;
      }
    }
    return count % 2 == 1 && !Float.isFinite(floats.getFloat(offset + (count - 1) * Float.BYTES));
  }

  /** The first float that is not finite, or int that is no choice; -1 if there is none. */
  int invalid(SpaceView view) {
    if (type == DataType.FLOAT32) {
      for (int i = 0; i < size; i++) {
        if (!Float.isFinite(view.getFloat(i))) {
          return i;
        }
      }
    }
    for (int i = 0; i < choices.length; i++) {
      if (view.getInt(i) < 0 || view.getInt(i) >= choices[i]) {
        return i;
      }
    }
    return -1;
  }

  /** The first number of a box outside its bounds; -1 if there is none. */
  int outside(SpaceView view) {
    if (box != null) {
      for (int i = 0; i < size; i++) {
        double value = number(view, i);
        if (!(value >= held(box.low(i)) && value <= held(box.high(i)))) {
          return i;
        }
      }
    }
    return -1;
  }

  /** A bound, rounded like the numbers that are compared with it. */
  private double held(double bound) {
    return type == DataType.FLOAT32 ? (float) bound : bound;
  }

  private double number(SpaceView view, int index) {
    return type == DataType.FLOAT32 ? view.getFloat(index) : view.getInt(index);
  }

  /** Whether a number still is as {@link #clear} left it. */
  boolean isUnwritten(SpaceView view, int index) {
    return type == DataType.INT32 && view.getInt(index) == UNWRITTEN;
  }

  /** A number as text. */
  String text(SpaceView view, int index) {
    return text(number(view, index));
  }

  /** The bounds of a number as text, for example {@code 0..3}. */
  String bounds(int index) {
    return box == null
        ? "0.." + (choices[index] - 1)
        : text(box.low(index)) + ".." + text(box.high(index));
  }

  private String text(double number) {
    return type == DataType.FLOAT32
        ? String.valueOf((float) number)
        : String.valueOf((long) number);
  }
}
