package dev.rookery.cli.plot;

import dev.rookery.cli.statistics.Aggregates;
import dev.rookery.cli.statistics.Interval;
import dev.rookery.cli.statistics.StratifiedBootstrap;
import java.util.Arrays;

/** The range that the shaded band around a mean over runs shows. */
public enum Spread {

  /** One standard deviation of the runs to each side, with n - 1 in its denominator. */
  STANDARD_DEVIATION("±1 standard deviation") {
    @Override
    Interval around(double mean, double[] runs) {
      double squares = Arrays.stream(runs).map(value -> (value - mean) * (value - mean)).sum();
      double deviation = Math.sqrt(squares / (runs.length - 1));
      return new Interval(mean - deviation, mean + deviation);
    }
  },

  /** From the lowest run to the highest. */
  MINIMUM_MAXIMUM("lowest to highest") {
    @Override
    Interval around(double mean, double[] runs) {
      return new Interval(
          Arrays.stream(runs).min().orElseThrow(), Arrays.stream(runs).max().orElseThrow());
    }
  },

  /** The 95 % bootstrap interval of the mean, at each point on its own. */
  CONFIDENCE("95 % bootstrap interval") {
    @Override
    Interval around(double mean, double[] runs) {
      return BOOTSTRAP.interval(new double[][] {runs}, Aggregates::mean);
    }
  };

  private static final StratifiedBootstrap BOOTSTRAP = new StratifiedBootstrap(1000, 1);

  private final String label;

  Spread(String label) {
    this.label = label;
  }

  /** The words for it in a plot's legend. */
  public String label() {
    return label;
  }

  /**
   * The band at one point.
   *
   * @param mean of the runs
   * @param runs the value of each, at least two
   */
  abstract Interval around(double mean, double[] runs);
}
