package dev.rookery.training;

/**
 * The returns of greedy episodes on seeds that are never trained on: sums of the environment's own
 * rewards, whatever wrappers make of these for the learner.
 *
 * <p>If none has ended, before the run was stopped, there are 0 episodes and all else is NaN.
 *
 * @param episodes how many
 * @param meanReturn their undiscounted returns' mean
 * @param standardDeviation of the returns (divided by n)
 * @param minimum the lowest return
 * @param maximum the highest return
 * @param cutEpisodes how many of the episodes were cut because they had not ended after the maximum
 *     of steps ({@code run.evaluationMaximumSteps}); their returns are those until then
 */
public record Evaluation(
    int episodes,
    double meanReturn,
    double standardDeviation,
    double minimum,
    double maximum,
    int cutEpisodes) {

  /** Sums up the returns of episodes that all ended by themselves. */
  public static Evaluation of(double[] returns) {
    return of(returns, 0);
  }

  /** Sums up the returns of episodes, so many of which were cut. */
  public static Evaluation of(double[] returns, int cutEpisodes) {
    if (returns.length == 0) {
      return new Evaluation(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0);
    }
    double sum = 0;
    double minimum = Double.POSITIVE_INFINITY;
    double maximum = Double.NEGATIVE_INFINITY;
    for (double r : returns) {
      sum += r;
      minimum = Math.min(minimum, r);
      maximum = Math.max(maximum, r);
    }
    // Rounding must not put equal returns below the threshold that each of them reaches.
    double mean = Math.min(Math.max(sum / returns.length, minimum), maximum);
    double variance = 0;
    for (double r : returns) {
      variance += (r - mean) * (r - mean) / returns.length;
    }
    return new Evaluation(returns.length, mean, Math.sqrt(variance), minimum, maximum, cutEpisodes);
  }
}
