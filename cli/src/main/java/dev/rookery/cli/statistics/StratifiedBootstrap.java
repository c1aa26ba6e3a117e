package dev.rookery.cli.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * 95 % confidence intervals by the percentile bootstrap with strata (Agarwal et al. 2021, section
 * 4.1): every resample draws, for each task on its own, as many of its runs as there are, with
 * replacement; the interval has the middle 95 % of the statistic's values over all resamples.
 *
 * <p>The same scores give the same interval. With one run per task it has no width, and with three
 * to five it is too narrow: that many runs do not show how far apart runs can be.
 *
 * @param resamples how many, at least 1; a few thousand are enough for two digits
 * @param seed of what is drawn
 */
public record StratifiedBootstrap(int resamples, long seed) {

  private static final double TAIL = 0.025;

  /** Checks the number of resamples. */
  public StratifiedBootstrap {
    if (resamples < 1) {
      throw new IllegalArgumentException("resamples must be at least 1, not " + resamples);
    }
  }

  /**
   * The interval of a statistic.
   *
   * @param scores {@code [tasks][runs]}, at least one of each
   * @param statistic of such scores
   */
  public Interval interval(double[][] scores, ToDoubleFunction<double[][]> statistic) {
    return intervals(scores, resampled -> new double[] {statistic.applyAsDouble(resampled)})[0];
  }

  /**
   * The interval, each on its own, of every number of a statistic.
   *
   * @param scores {@code [tasks][runs]}, at least one of each
   * @param statistic of such scores; its arrays have the same length every time
   */
  public Interval[] intervals(double[][] scores, Function<double[][], double[]> statistic) {
    Resample resample = new Resample(scores);
    SplittableRandom random = new SplittableRandom(seed);
    return intervals(() -> statistic.apply(resample.draw(random)));
  }

  /**
   * The interval of a statistic of two algorithms, whose runs are drawn independently.
   *
   * @param x {@code [tasks][runs]}, at least one of each
   * @param y {@code [tasks][runs]}, at least one of each
   */
  public Interval interval(
      double[][] x, double[][] y, ToDoubleBiFunction<double[][], double[][]> statistic) {
    Resample resampleX = new Resample(x);
    Resample resampleY = new Resample(y);
    SplittableRandom random = new SplittableRandom(seed);
    return intervals(
        () ->
            new double[] {statistic.applyAsDouble(resampleX.draw(random), resampleY.draw(random))})[
        0];
  }

  private Interval[] intervals(Supplier<double[]> draw) {
    double[][] values = new double[resamples][];
    Arrays.setAll(values, i -> draw.get());
    return IntStream.range(0, values[0].length)
        .mapToObj(k -> Arrays.stream(values).mapToDouble(v -> v[k]).sorted().toArray())
        .map(sorted -> new Interval(quantile(sorted, TAIL), quantile(sorted, 1 - TAIL)))
        .toArray(Interval[]::new);
  }

  /** The quantile of sorted values, on a straight line between neighbours. */
  static double quantile(double[] sorted, double q) {
    double position = q * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    // Not below + weight * difference, which rounding could put beside equal neighbours.
    double weight = position - below;
    return sorted[below] == sorted[above]
        ? sorted[below]
        : (1 - weight) * sorted[below] + weight * sorted[above];
  }

  /** Scores drawn with replacement into arrays that are used again. */
  private static final class Resample {

    private final double[][] scores;
    private final double[][] drawn;

    Resample(double[][] scores) {
      this.scores = scores;
      drawn = Arrays.stream(scores).map(double[]::clone).toArray(double[][]::new);
    }

    double[][] draw(SplittableRandom random) {
      for (int task = 0; task < scores.length; task++) {
        double[] runs = scores[task];
        Arrays.setAll(drawn[task], i -> runs[random.nextInt(runs.length)]);
      }
      return drawn;
    }
  }
}
