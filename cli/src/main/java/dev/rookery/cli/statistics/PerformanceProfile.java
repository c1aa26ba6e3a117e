package dev.rookery.cli.statistics;

import java.util.Arrays;

/**
 * The performance profile of an algorithm (Agarwal et al. 2021, section 4.2, run-score
 * distributions): for a score τ, the fraction of runs that are above it, as the mean over tasks.
 */
public final class PerformanceProfile {

  private PerformanceProfile() {}

  /**
   * The profile at several scores.
   *
   * @param scores {@code [tasks][runs]}, at least one of each
   * @param taus where
   * @return one fraction for each, from 0 to 1; they do not rise where the taus do
   */
  public static double[] of(double[][] scores, double[] taus) {
    return Arrays.stream(taus)
        .map(
            tau ->
                Arrays.stream(scores)
                    .mapToDouble(runs -> fractionAbove(runs, tau))
                    .average()
                    .orElseThrow())
        .toArray();
  }

  private static double fractionAbove(double[] runs, double tau) {
    return (double) Arrays.stream(runs).filter(score -> score > tau).count() / runs.length;
  }
}
