package dev.rookery.core.value;

import dev.rookery.RookeryException;
import dev.rookery.SeededRandom;
import dev.rookery.algorithm.ActionValues;
import dev.rookery.algorithm.Exploration;
import dev.rookery.metrics.MetricsRecorder;

/** The best action, or with probability ε a random one of those that are legal. */
public final class EpsilonGreedy implements Exploration {

  /** The probability of a random action. */
  @FunctionalInterface
  public interface Rate {

    /**
     * Returns ε.
     *
     * @param environment which of the actor's environments, from 0
     * @param environmentSteps how many steps the whole run has made by now
     * @return from 0 to 1; anything else ends the run
     */
    double epsilon(int environment, long environmentSteps);
  }

  private final Rate rate;
  private double sum;
  private long count;

  /** With ε by environment and step. */
  public EpsilonGreedy(Rate rate) {
    this.rate = rate;
  }

  @Override
  public int choose(
      ActionValues values, int environment, long environmentSteps, SeededRandom random) {
    double epsilon = rate.epsilon(environment, environmentSteps);
    if (!(epsilon >= 0 && epsilon <= 1)) {
      throw new RookeryException(
          "the chance of a random action was %s in environment %s at step %s of the run; epsilon of %s must return a number from 0 to 1"
              .formatted(epsilon, environment, environmentSteps, rate.getClass().getName()));
    }
    if (environment == 0) {
      sum = 0;
      count = 0;
    }
    sum += epsilon;
    count++;
    return random.nextDouble() < epsilon
        ? values.legal(random.nextInt(values.legalCount()))
        : values.best();
  }

  /** Reports the mean ε of the environments in the last step. */
  @Override
  public void report(MetricsRecorder metrics) {
    metrics.record("actor/epsilon", count == 0 ? 0 : sum / count);
  }
}
