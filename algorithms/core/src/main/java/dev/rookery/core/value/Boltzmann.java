package dev.rookery.core.value;

import dev.rookery.RookeryException;
import dev.rookery.SeededRandom;
import dev.rookery.algorithm.ActionValues;
import dev.rookery.algorithm.Exploration;
import dev.rookery.core.schedule.Schedule;
import dev.rookery.metrics.MetricsRecorder;

/** Each legal action with a probability proportional to {@code exp(value / temperature)}. */
final class Boltzmann implements Exploration {

  private final Schedule temperature;
  private double last;

  Boltzmann(Schedule temperature) {
    this.temperature = temperature;
  }

  @Override
  public int choose(
      ActionValues values, int environment, long environmentSteps, SeededRandom random) {
    double t = temperature.at(environmentSteps);
    if (!(t >= 0)) {
      throw new RookeryException(
          "the temperature of the exploration was %s at step %s of the run; it must be at least 0"
              .formatted(t, environmentSteps));
    }
    last = t;
    int best = values.best();
    double chance = random.nextDouble();
    double total = 0;
    for (int a = 0; a < values.count(); a++) {
      total += weight(values, a, best, t);
    }
    double left = chance * total;
    for (int a = 0; a < values.count(); a++) {
      left -= weight(values, a, best, t);
      if (left < 0) {
        return a;
      }
    }
    return best;
  }

  /** Relative to the best action, so that no exponential overflows. */
  private static double weight(ActionValues values, int action, int best, double temperature) {
    if (!values.isLegal(action)) {
      return 0;
    }
    double difference = (double) values.value(action) - values.value(best);
    return difference == 0 ? 1 : Math.exp(difference / temperature);
  }

  @Override
  public void report(MetricsRecorder metrics) {
    metrics.record("actor/temperature", last);
  }
}
