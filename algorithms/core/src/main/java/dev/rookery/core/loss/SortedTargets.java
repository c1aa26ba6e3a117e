package dev.rookery.core.loss;

import java.util.Arrays;

/**
 * Scratch memory of the quantile Huber loss: the targets of one example, sorted, with prefix sums.
 * Make one for a number of targets and give it to every call; it carries nothing from one call to
 * the next. Not thread-safe.
 *
 * <p>The pairwise loss of N predictions and M targets has N · M terms. For one prediction θ, the
 * sorted targets fall into four ranges: far below, near below, near above and far above, where near
 * means at most {@code kappa} away. The sum over each range has a closed form in sums over all
 * targets before an index, so all of them take O((N + M) log M). Where a range begins is looked up
 * among buckets of equal width, which the targets are sorted by first; as a rule that takes a few
 * steps, whatever M is.
 *
 * <p>Targets that are spread far beyond {@code kappa} would lose small differences in such sums;
 * they get those of {@link BlockSums}, which are exact but take longer.
 */
public final class SortedTargets {

  /** The widest spread of targets, in square roots of kappa, whose plain sums are exact enough. */
  private static final double PLAIN_SPREAD = 1e4;

  /** The most targets in one bucket that are sorted by insertion, and searched one by one. */
  private static final int SMALL_BUCKET = 16;

  private final int size;

  /** Infinity comes after the last target. */
  private final float[] sorted;

  private final MergeSort sort;
  private final BlockSums blocks;

  /** How many buckets there are; more than targets, so that few share one. */
  private final int buckets;

  /** {@code [b]}: the index of the first target in bucket b or a later one. */
  private final int[] bucketStart;

  private final int[] bucketOf;

  /** {@code [i]}: the sum of {@code t_j - lowest} over all targets j before i. */
  private final double[] sum;

  /** {@code [i]}: the sum of the squares of {@code sum}'s terms. */
  private final double[] squares;

  private double kappa;
  private boolean finite;
  private boolean plain;
  private boolean smallBuckets;
  private double lowest;
  private double highest;
  private double bucketsPerUnit;

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
    sorted = new float[size + 1];
    sorted[size] = Float.POSITIVE_INFINITY;
    sort = new MergeSort(size);
    blocks = new BlockSums(sorted, size);
    buckets = 2 * size;
    bucketStart = new int[buckets + 1];
    bucketOf = new int[size];
    sum = new double[size + 1];
    squares = new double[size + 1];
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
    float low = target[from];
    float high = low;
    finite = true;
    for (int i = 0; i < size; i++) {
      float value = target[from + i];
      low = Math.min(low, value);
      high = Math.max(high, value);
      finite &= Float.isFinite(value);
    }
    if (!finite) {
      return;
    }
    lowest = low;
    highest = high;
    sort(target, from);
    plain = kappa == 0 || highest - lowest <= PLAIN_SPREAD * Math.sqrt(kappa);
    if (plain) {
      sumAll();
    } else {
      blocks.set(kappa);
    }
  }

  /** Sorts the targets by buckets of equal width, and then within these. */
  private void sort(float[] target, int from) {
    double spread = highest - lowest;
    bucketsPerUnit = spread > 0 ? (buckets - 1) / spread : 0;
    Arrays.fill(bucketStart, 0);
    for (int i = 0; i < size; i++) {
      int bucket = (int) ((target[from + i] - lowest) * bucketsPerUnit);
      bucketOf[i] = bucket;
      bucketStart[bucket]++;
    }
    int end = 0;
    int largest = 0;
    for (int b = 0; b < buckets; b++) {
      largest = Math.max(largest, bucketStart[b]);
      end += bucketStart[b];
      bucketStart[b] = end;
    }
    bucketStart[buckets] = size;
    for (int i = size - 1; i >= 0; i--) {
      sorted[--bucketStart[bucketOf[i]]] = target[from + i];
    }
    smallBuckets = largest <= SMALL_BUCKET;
    if (smallBuckets) {
      MergeSort.insert(sorted, 0, size);
    } else {
      sort.sort(sorted);
    }
  }

  private void sumAll() {
    double first = 0;
    double second = 0;
    for (int i = 0; i < size; i++) {
      sum[i] = first;
      squares[i] = second;
      double offset = sorted[i] - lowest;
      first += offset;
      second += offset * offset;
    }
    sum[size] = first;
    squares[size] = second;
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
    int middle = countBelow(theta);
    int low = countBelow(theta - kappa);
    int high = countUpTo(theta + kappa);
    slope = (1 - tau) * low - tau * (size - high);
    if (plain) {
      compareBySums(theta - lowest, tau, low, middle, high);
    } else {
      compareByBlocks(theta, tau, low, middle, high);
    }
  }

  private void compareBySums(double x, double tau, int low, int middle, int high) {
    double farBelow = low * (x - kappa / 2) - sum[low];
    double farAbove = sum[size] - sum[high] - (size - high) * (x + kappa / 2);
    loss = (1 - tau) * farBelow + tau * farAbove;
    if (kappa > 0 && low < high) {
      double below = sum[middle] - sum[low];
      double above = sum[high] - sum[middle];
      double belowSquares = squares[middle] - squares[low] - x * (2 * below - (middle - low) * x);
      double aboveSquares = squares[high] - squares[middle] - x * (2 * above - (high - middle) * x);
      loss += ((1 - tau) * positive(belowSquares) + tau * positive(aboveSquares)) / (2 * kappa);
      slope -=
          ((1 - tau) * (below - (middle - low) * x) + tau * (above - (high - middle) * x)) / kappa;
    }
  }

  private void compareByBlocks(double theta, double tau, int low, int middle, int high) {
    double farBelow = low > 0 ? blocks.below(low, theta) - low * kappa / 2 : 0;
    double farAbove = high < size ? blocks.above(high, theta) - (size - high) * kappa / 2 : 0;
    loss = (1 - tau) * farBelow + tau * farAbove;
    blocks.near(low, middle, theta);
    double square = (1 - tau) * blocks.nearSquares();
    double error = (1 - tau) * blocks.nearSum();
    blocks.near(middle, high, theta);
    loss += (square + tau * blocks.nearSquares()) / (2 * kappa);
    slope -= (error + tau * blocks.nearSum()) / kappa;
  }

  private static double positive(double x) {
    return x > 0 ? x : 0;
  }

  /** How many targets are below {@code x}. */
  private int countBelow(double x) {
    if (!(x > lowest)) {
      return 0;
    }
    if (x > highest) {
      return size;
    }
    // Rounding keeps the order: what is in an earlier bucket is below x, in a later one it is not.
    int bucket = (int) ((x - lowest) * bucketsPerUnit);
    if (!smallBuckets) {
      return searchBelow(x, bucketStart[bucket], bucketStart[bucket + 1]);
    }
    int i = bucketStart[bucket];
    // Most buckets have one target or none; without a jump, nothing is to be predicted.
    i += sorted[i] < x ? 1 : 0;
    i += sorted[i] < x ? 1 : 0;
    while (sorted[i] < x) {
      i++;
    }
    return i;
  }

  private int searchBelow(double x, int first, int end) {
    int from = first;
    int to = end;
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

  /** How many targets are at most {@code x}. */
  private int countUpTo(double x) {
    int count = countBelow(x);
    return sorted[count] == x ? countBelow(Math.nextUp(x)) : count;
  }
}
