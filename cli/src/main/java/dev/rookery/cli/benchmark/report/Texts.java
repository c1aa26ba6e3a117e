package dev.rookery.cli.benchmark.report;

import dev.rookery.cli.statistics.Interval;
import dev.rookery.cli.statistics.ProbabilityOfImprovement;
import dev.rookery.cli.statistics.StratifiedBootstrap;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Estimates with their intervals as the words of a report. */
final class Texts {

  private final StratifiedBootstrap bootstrap;

  Texts(StratifiedBootstrap bootstrap) {
    this.bootstrap = bootstrap;
  }

  /** {@code 487.3 [471.2, 500.0]}; without the interval where a task has only one run. */
  String estimate(double[][] scores, ToDoubleFunction<double[][]> aggregate) {
    String value = number(aggregate.applyAsDouble(scores));
    return Scores.hasSingleRuns(scores)
        ? value
        : value + " " + interval(bootstrap.interval(scores, aggregate));
  }

  /** The probability that {@code x} is better than {@code y}, as an estimate. */
  String improvement(double[][] x, double[][] y) {
    String value = number(ProbabilityOfImprovement.of(x, y));
    return Scores.hasSingleRuns(x) || Scores.hasSingleRuns(y)
        ? value
        : value + " " + interval(bootstrap.interval(x, y, ProbabilityOfImprovement::of));
  }

  private static String interval(Interval interval) {
    return "[%s, %s]".formatted(number(interval.low()), number(interval.high()));
  }

  /** A number with as many digits as matter: fewer where it is large. */
  static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.2f" : "%.1f", value);
  }

  /** A count, with commas between thousands. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
