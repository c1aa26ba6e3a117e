package dev.rookery.core.loss;

import java.util.Arrays;

/**
 * Scratch memory of the quantile Huber loss: the targets of one example, sorted, with prefix sums.
 * Make one for a number of targets and give it to every call; it carries nothing from one call to
 * the next. Not thread-safe.
 *
 * <p>The pairwise loss of N predictions and M targets has N · M terms. For one prediction θ, the
 * sorted targets fall into four ranges: far below, near below, near above and far above, where near
 * means at most {@code kappa} away. The sum over each range has a closed form, so all of them take
 * O((N + M) log M).
 *
 * <p>The sums are exact to rounding however the values are spread, because nothing large cancels.
 * Those of the far ranges add up gaps between neighbours, which are not negative. Those of the near
 * ranges are sums of squares, which would lose small differences beside distant targets. So the
 * targets are cut into blocks not wider than {@code kappa}, and each block's sums count from its
 * own first target. A near range touches at most three blocks.
 */
public final class SortedTargets {

  private final int size;
  private final float[] sorted;
  private final MergeSort sort;

  /** {@code [i]}: the sum of {@code t_i - t_j} over all targets j before i. */
  private final double[] below;

  /** {@code [i]}: the sum of {@code t_j - t_i} over all targets j after i. */
  private final double[] above;

  /** {@code [i]}: the index after the last target of i's block. */
  private final int[] blockEnd;

  /** {@code [i]}: the first target of i's block. */
  private final float[] anchor;

  /** {@code [i]}: the sum of {@code t_j - anchor} over the targets j of i's block before i. */
  private final double[] sum;

  /** {@code [i]}: the sum of the squares of {@code sum}'s terms. */
  private final double[] squares;

  private double kappa;
  private boolean finite;

  /** The limits of the last prediction's ranges; the next one's are often close. */
  private int low;

  private int middle;
  private int high;

  /** The result of {@link #near}: the sum of {@code t - theta}. */
  private double nearSum;

  /** The result of {@link #near}: the sum of the squares of {@code t - theta}. */
  private double nearSquares;

  /** The results of {@link #compare}: the loss of one prediction, and its derivative. */
  private double loss;

  private double slope;

  /**
   * Scratch memory for {@code size} targets per example.
   *
   * @throws IllegalArgumentException if {@code size} is below 1
   */
  public SortedTargets(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("a quantile loss needs at least 1 target, not " + size);
    }
    this.size = size;
    sorted = new float[size];
    sort = new MergeSort(size);
    below = new double[size];
    above = new double[size];
    blockEnd = new int[size];
    anchor = new float[size];
    sum = new double[size];
    squares = new double[size];
  }

  /** How many targets an example has. */
  public int size() {
    return size;
  }

  /** Checks what all examples of a batch have in common. */
  void check(int batch, float[] target, double kappa) {
    if (!(kappa >= 0 && kappa < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the quantile Huber loss needs a finite kappa of at least 0, not " + kappa);
    }
    if (target.length != batch * size) {
      throw new IllegalArgumentException(
          target.length + " targets are not " + size + " for each of " + batch + " examples");
    }
  }

  /** Takes the targets of one example, which start at {@code from}. */
  void set(float[] target, int from, double kappa) {
    this.kappa = kappa;
    finite = true;
    for (int i = 0; i < size; i++) {
      sorted[i] = target[from + i];
      finite &= Float.isFinite(sorted[i]);
    }
    if (finite) {
      sort.sort(sorted);
      sumGaps();
      sumBlocks();
    }
  }

  /**
   * The loss of one example: the sum over its predictions of the mean over the targets. If a target
   * is not finite, the loss and the gradient are NaN.
   *
   * @param quantiles the predictions, from {@code start}, {@code stride} apart
   * @param tau their quantile levels, from {@code tauStart}
   * @param levels how many predictions there are
   * @param scale the factor of the gradient
   * @param gradient receives the gradient where {@code quantiles} has the predictions
   */
  double loss(
      float[] quantiles,
      int start,
      int stride,
      float[] tau,
      int tauStart,
      int levels,
      double scale,
      float[] gradient) {
    double total = 0;
    for (int i = 0; i < levels; i++) {
      int at = start + i * stride;
      if (finite) {
        compare(quantiles[at], tau[tauStart + i]);
      } else {
        loss = Double.NaN;
        slope = Double.NaN;
      }
      total += loss;
      gradient[at] = (float) (scale * slope / size);
    }
    return total / size;
  }

  /** Sets {@link #loss} and {@link #slope} to the sums over all targets for one prediction. */
  private void compare(double theta, double tau) {
    middle = countBelow(theta, middle);
    low = countBelow(theta - kappa, low);
    high = countBelow(Math.nextUp(theta + kappa), high);
    double farBelow = 0;
    double farAbove = 0;
    if (low > 0) {
      farBelow = below[low - 1] + low * (theta - sorted[low - 1] - kappa / 2);
    }
    if (high < size) {
      farAbove = above[high] + (size - high) * (sorted[high] - theta - kappa / 2);
    }
    loss = (1 - tau) * farBelow + tau * farAbove;
    slope = (1 - tau) * low - tau * (size - high);
    if (kappa > 0) {
      near(low, middle, theta);
      double square = (1 - tau) * nearSquares;
      double error = (1 - tau) * nearSum;
      near(middle, high, theta);
      loss += (square + tau * nearSquares) / (2 * kappa);
      slope -= (error + tau * nearSum) / kappa;
    }
  }

  /** Sums over the targets {@code from} to {@code to}, all of them near {@code theta}. */
  private void near(int from, int to, double theta) {
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

  /** How many targets are below {@code x}, in O(log d) where that is d away from {@code guess}. */
  private int countBelow(double x, int guess) {
    int from = guess;
    int to = guess;
    for (int step = 1; to < size && sorted[to] < x; step *= 2) {
      from = to + 1;
      to = Math.min(size, to + step);
    }
    for (int step = 1; from > 0 && !(sorted[from - 1] < x); step *= 2) {
      to = from - 1;
      from = Math.max(0, from - step);
    }
    while (from < to) {
      int center = (from + to) >>> 1;
      if (sorted[center] < x) {
        from = center + 1;
      } else {
        to = center;
      }
    }
    return from;
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

  private void sumBlocks() {
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
