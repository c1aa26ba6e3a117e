package dev.rookery.training;

/**
 * The returns of greedy episodes on seeds that are never trained on: sums of the environment's own
 * rewards, whatever wrappers make of these for the learner.
 *
 * @param episodes how many
 * @param meanReturn their undiscounted returns' mean
 * @param standardDeviation of the returns (divided by n)
 * @param minimum the lowest return
 * @param maximum the highest return
 */
public record Evaluation(
    int episodes, double meanReturn, double standardDeviation, double minimum, double maximum) {

  /** Sums up returns; at least one. */
  public static Evaluation of(double[] returns) {
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
    return new Evaluation(returns.length, mean, Math.sqrt(variance), minimum, maximum);
  }
}
