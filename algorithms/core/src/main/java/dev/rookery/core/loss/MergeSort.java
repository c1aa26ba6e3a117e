package dev.rookery.core.loss;

/**
 * Sorts arrays of one size, in O(n log n), and less where much is in order. Allocates nothing,
 * while the library's method does for arrays with long runs that are in order. Numbers must not be
 * NaN. Not thread-safe.
 */
final class MergeSort {

  /** How many numbers are sorted by insertion before longer runs are merged. */
  private static final int RUN = 16;

  private final float[] spare;

  MergeSort(int size) {
    spare = new float[size];
  }

  /** Sorts {@code values}, which must have the size. */
  void sort(float[] values) {
    int size = spare.length;
    for (int from = 0; from < size; from += RUN) {
      insert(values, from, Math.min(from + RUN, size));
    }
    float[] runs = values;
    float[] merged = spare;
    for (int width = RUN; width < size; width *= 2) {
      for (int from = 0; from < size; from += 2 * width) {
        int center = Math.min(from + width, size);
        merge(runs, from, center, Math.min(from + 2 * width, size), merged);
      }
      float[] swapped = runs;
      runs = merged;
      merged = swapped;
    }
    if (runs != values) {
      System.arraycopy(runs, 0, values, 0, size);
    }
  }

  /** Sorts a range by insertion. */
  static void insert(float[] values, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      float value = values[i];
      int place = i;
      while (place > from && values[place - 1] > value) {
        values[place] = values[place - 1];
        place--;
      }
      values[place] = value;
    }
  }

  private static void merge(float[] runs, int from, int center, int to, float[] merged) {
    if (center == to || runs[center - 1] <= runs[center]) {
      System.arraycopy(runs, from, merged, from, to - from);
      return;
    }
    int left = from;
    int right = center;
    for (int i = from; i < to; i++) {
      boolean takeLeft = right == to || (left < center && runs[left] <= runs[right]);
      merged[i] = takeLeft ? runs[left++] : runs[right++];
    }
  }
}
