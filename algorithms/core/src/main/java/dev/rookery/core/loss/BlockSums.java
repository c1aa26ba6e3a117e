package dev.rookery.core.loss;

import java.util.Arrays;

/**
 * Sums over ranges of sorted numbers that are exact to rounding however the numbers are spread,
 * because nothing large cancels. Those of the far ranges add up gaps between neighbours, which are
 * not negative. Those of the near ranges are sums of squares, which would lose small differences
 * beside distant numbers. So the numbers are cut into blocks not wider than {@code kappa}, and each
 * block's sums count from its own first number. A near range touches at most three blocks.
 */
final class BlockSums {

  private final int size;
  private final float[] sorted;

  /** {@code [i]}: the sum of {@code t_i - t_j} over all numbers j before i. */
  private final double[] below;

  /** {@code [i]}: the sum of {@code t_j - t_i} over all numbers j after i. */
  private final double[] above;

  /** {@code [i]}: the index after the last number of i's block. */
  private final int[] blockEnd;

  /** {@code [i]}: the first number of i's block. */
  private final float[] anchor;

  /** {@code [i]}: the sum of {@code t_j - anchor} over the numbers j of i's block before i. */
  private final double[] sum;

  /** {@code [i]}: the sum of the squares of {@code sum}'s terms. */
  private final double[] squares;

  private double nearSum;
  private double nearSquares;

  /** For numbers that will stand at the start of {@code sorted}. */
  BlockSums(float[] sorted, int size) {
    this.sorted = sorted;
    this.size = size;
    below = new double[size];
    above = new double[size];
    blockEnd = new int[size];
    anchor = new float[size];
    sum = new double[size];
    squares = new double[size];
  }

  /** Takes in the numbers as they are now. */
  void set(double kappa) {
    sumGaps();
    sumBlocks(kappa);
  }

  /** The sum of {@code theta - t} over the first {@code count} numbers, at least 1. */
  double below(int count, double theta) {
    return below[count - 1] + count * (theta - sorted[count - 1]);
  }

  /** The sum of {@code t - theta} over the numbers from {@code first} on, which is one. */
  double above(int first, double theta) {
    return above[first] + (size - first) * (sorted[first] - theta);
  }

  /** Sums over the numbers {@code from} to {@code to}, all of them near {@code theta}. */
  void near(int from, int to, double theta) {
    double linear = 0;
    double quadratic = 0;
    int end;
    for (int i = from; i < to; i = end) {
      end = Math.min(blockEnd[i], to);
      int last = end - 1;
      double offset = (double) sorted[last] - anchor[last];
      double first = sum[last] + offset - sum[i];
      double second = squares[last] + offset * offset - squares[i];
      double shift = theta - anchor[i];
      linear += first - (end - i) * shift;
      quadratic += second - shift * (2 * first - (end - i) * shift);
    }
    nearSum = linear;
    nearSquares = Math.max(0, quadratic);
  }

  /** The sum of {@code t - theta} of the last {@link #near}. */
  double nearSum() {
    return nearSum;
  }

  /** The sum of its squares. */
  double nearSquares() {
    return nearSquares;
  }

  private void sumGaps() {
    below[0] = 0;
    for (int i = 1; i < size; i++) {
      below[i] = below[i - 1] + i * ((double) sorted[i] - sorted[i - 1]);
    }
    above[size - 1] = 0;
    for (int i = size - 2; i >= 0; i--) {
      above[i] = above[i + 1] + (size - 1 - i) * ((double) sorted[i + 1] - sorted[i]);
    }
  }

  private void sumBlocks(double kappa) {
    int start = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < size; i++) {
      double offset = (double) sorted[i] - sorted[start];
      if (offset > kappa) {
        Arrays.fill(blockEnd, start, i, i);
        start = i;
        offset = 0;
        first = 0;
        second = 0;
      }
      anchor[i] = sorted[start];
      sum[i] = first;
      squares[i] = second;
      first += offset;
      second += offset * offset;
    }
    Arrays.fill(blockEnd, start, size, size);
  }
}
