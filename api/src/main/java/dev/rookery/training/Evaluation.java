package dev.rookery.training;

import java.util.Arrays;
import java.util.List;

/**
 * The returns of greedy episodes on seeds that are never trained on: sums of the environment's own
 * rewards, whatever wrappers make of these for the learner.
 *
 * <p>If none has ended, before the run was stopped, there are 0 episodes and all else is NaN.
 *
 * @param returns the undiscounted return of each episode, in the order in which the episodes ended
 * @param cutEpisodes how many of the episodes were cut because they had not ended after the maximum
 *     of steps ({@code run.evaluationMaximumSteps}); their returns are those until then
 */
public record Evaluation(List<Double> returns, int cutEpisodes) {

  /** Keeps an immutable copy of the returns. */
  public Evaluation {
    returns = List.copyOf(returns);
  }

  /** The evaluation of episodes that all ended by themselves. */
  public static Evaluation of(double[] returns) {
    return of(returns, 0);
  }

  /** The evaluation of episodes, so many of which were cut. */
  public static Evaluation of(double[] returns, int cutEpisodes) {
    return new Evaluation(Arrays.stream(returns).boxed().toList(), cutEpisodes);
  }

  /** How many episodes. */
  public int episodes() {
    return returns.size();
  }

  /** The mean of the returns. */
  public double meanReturn() {
    double sum = 0;
    for (double r : returns) {
      sum += r;
    }
    // Rounding must not put equal returns below the threshold that each of them reaches.
    return Math.min(Math.max(sum / returns.size(), minimum()), maximum());
  }

  /** The standard deviation of the returns (divided by n). */
  public double standardDeviation() {
    double mean = meanReturn();
    double variance = 0;
    for (double r : returns) {
      variance += (r - mean) * (r - mean) / returns.size();
    }
    return returns.isEmpty() ? Double.NaN : Math.sqrt(variance);
  }

  /** The lowest return. */
  public double minimum() {
    return returns.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
  }

  /** The highest return. */
  public double maximum() {
    return returns.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
  }
}
