package dev.rookery.core.learning;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * The rows of a batch, grouped by an action of each: every action has as many places as the most
 * frequent one has rows, so that one operation serves all actions. The places that an action needs
 * no row for hold the first row, and count for nothing. Not thread-safe; allocates nothing.
 */
final class ActionRows {

  /** Places come in multiples of it, so that results have few different shapes. */
  private static final int MULTIPLE = 8;

  private final int actions;
  private final IntBuffer rowOf;
  private final int[] placeOf;
  private final int[] counts;
  private int places;

  /**
   * For batches of {@code rows}.
   *
   * @param rowOf memory that receives the row of each place
   */
  ActionRows(int rows, int actions, ByteBuffer rowOf) {
    this.actions = actions;
    this.rowOf = rowOf.asIntBuffer();
    placeOf = new int[rows];
    counts = new int[actions];
  }

  /** The most places that all actions of a batch may have together. */
  static int mostPlaces(int rows, int actions) {
    return Math.multiplyExact(actions, roundedUp(rows));
  }

  private static int roundedUp(int rows) {
    return Math.addExact(rows, MULTIPLE - 1) / MULTIPLE * MULTIPLE;
  }

  /** Groups the rows by {@code [batch]} actions. */
  void group(int[] action) {
    Arrays.fill(counts, 0);
    int most = 0;
    for (int b = 0; b < placeOf.length; b++) {
      placeOf[b] = counts[action[b]]++;
      most = Math.max(most, counts[action[b]]);
    }
    places = roundedUp(most);
    for (int i = 0; i < actions * places; i++) {
      rowOf.put(i, 0);
    }
    for (int b = 0; b < placeOf.length; b++) {
      placeOf[b] += action[b] * places;
      rowOf.put(placeOf[b], b);
    }
  }

  /** How many places each action has. */
  int places() {
    return places;
  }

  /**
   * Copies numbers from places to rows.
   *
   * @param from {@code [actions, places, size]}
   * @param to {@code [rows, size]}
   */
  void toRows(float[] from, float[] to, int size) {
    for (int b = 0; b < placeOf.length; b++) {
      System.arraycopy(from, placeOf[b] * size, to, b * size, size);
    }
  }

  /**
   * Copies numbers from rows to places; 0 where a place counts for nothing.
   *
   * @param from {@code [rows, size]}
   * @param to {@code [actions, places, size]}
   */
  void toPlaces(float[] from, float[] to, int size) {
    Arrays.fill(to, 0, actions * places * size, 0f);
    for (int b = 0; b < placeOf.length; b++) {
      System.arraycopy(from, b * size, to, placeOf[b] * size, size);
    }
  }
}
