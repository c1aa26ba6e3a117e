package dev.rookery.environment;

import dev.rookery.DataType;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds numbers that are not in their space. {@link #invalid} costs next to nothing and is asked in
 * every step; {@link #outside} compares every number with its bounds.
 */
final class SpaceCheck {

  /** What an int holds until it is written: never a choice. */
  private static final int UNWRITTEN = Integer.MIN_VALUE + 1;

  private final DataType type;
  private final int size;

  /** How many alternatives each number has; empty for a box. */
  private final int[] choices;

  private final @Nullable BoxSpace box;

  SpaceCheck(Space space) {
    type = space.dataType();
    size = space.size();
    choices = choices(space);
    box = space instanceof BoxSpace numbers ? numbers : null;
  }

  private static int[] choices(Space space) {
    if (space instanceof DiscreteSpace discrete) {
      return new int[] {discrete.n()};
    }
    List<Integer> sizes = space instanceof MultiDiscreteSpace several ? several.sizes() : List.of();
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Marks floats and ints as not written; bytes have no value to spare for that. */
  void clear(SpaceView view) {
    ByteBuffer buffer = view.buffer();
    int at = view.offset();
    if (type == DataType.FLOAT32) {
      for (int i = 0; i < size; i++) {
        buffer.putFloat(at + i * Float.BYTES, Float.NaN);
      }
    } else if (type == DataType.INT32) {
      for (int i = 0; i < size; i++) {
        buffer.putInt(at + i * Integer.BYTES, UNWRITTEN);
      }
    }
  }

  /** The first float that is not finite, or int that is no choice; -1 if there is none. */
  int invalid(SpaceView view) {
    ByteBuffer buffer = view.buffer();
    int at = view.offset();
    if (type == DataType.FLOAT32) {
      for (int i = 0; i < size; i++) {
        if (!Float.isFinite(buffer.getFloat(at + i * Float.BYTES))) {
          return i;
        }
      }
    }
    for (int i = 0; i < choices.length; i++) {
      int value = buffer.getInt(at + i * Integer.BYTES);
      if (value < 0 || value >= choices[i]) {
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
