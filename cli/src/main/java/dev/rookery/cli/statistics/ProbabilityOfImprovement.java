package dev.rookery.cli.statistics;

import java.util.stream.IntStream;

/**
 * How likely a run of one algorithm is better than a run of another (Agarwal et al. 2021, section
 * 4.3): over all pairs of runs of a task, the fraction in which the first is higher, with ties as
 * halves (the Mann-Whitney U statistic over the number of pairs), as the mean over tasks.
 */
public final class ProbabilityOfImprovement {

  private ProbabilityOfImprovement() {}

  /**
   * The probability that {@code x} is better than {@code y}.
   *
   * @param x {@code [tasks][runs]}, at least one of each
   * @param y scores of the same tasks, perhaps of other numbers of runs
   * @return from 0 to 1; 0.5 where neither is better
   */
  public static double of(double[][] x, double[][] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "%s tasks cannot be compared with %s".formatted(x.length, y.length));
    }
    return IntStream.range(0, x.length)
        .mapToDouble(task -> ofTask(x[task], y[task]))
        .average()
        .orElseThrow();
  }

  private static double ofTask(double[] x, double[] y) {
    double wins = 0;
    for (double a : x) {
      for (double b : y) {
        wins += a > b ? 1 : a == b ? 0.5 : 0;
      }
    }
    return wins / ((double) x.length * y.length);
  }
}
