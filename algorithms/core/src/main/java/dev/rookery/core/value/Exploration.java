package dev.rookery.core.value;

import dev.rookery.SeededRandom;
import dev.rookery.core.schedule.Schedule;
import dev.rookery.core.settings.ExplorationSettings;
import dev.rookery.metrics.MetricsRecorder;

/** How an actor chooses actions, given their values. Used by one thread; allocates nothing. */
@FunctionalInterface
public interface Exploration {

  /**
   * Chooses an action.
   *
   * @param values of the actions in this environment
   * @param environment which of the actor's environments, from 0
   * @param environmentSteps how many steps the whole run has made by now
   * @param random decides what is random
   * @return a legal action, from 0
   */
  int choose(ActionValues values, int environment, long environmentSteps, SeededRandom random);

  /** Reports what is worth plotting. Nothing by default. */
  default void report(MetricsRecorder metrics) {}

  /**
   * What settings ask for.
   *
   * @param noisy whether the network has noisy layers
   */
  static Exploration of(ExplorationSettings<?> settings, boolean noisy) {
    return switch (settings.exploration()) {
      case BOLTZMANN ->
          boltzmann(Schedule.linear(settings.temperature(), 0, settings.epsilonSteps()));
      case NOISE -> noisy ? greedy() : epsilonGreedy(epsilon(settings));
      case EPSILON_GREEDY -> epsilonGreedy(epsilon(settings));
    };
  }

  private static Schedule epsilon(ExplorationSettings<?> settings) {
    return Schedule.linear(settings.epsilonStart(), settings.epsilonEnd(), settings.epsilonSteps());
  }

  /** The best action: for networks whose noise explores. */
  static Exploration greedy() {
    return (values, environment, environmentSteps, random) -> values.best();
  }

  /** A random legal action with a chance that changes with the steps of the run, else the best. */
  static Exploration epsilonGreedy(Schedule epsilon) {
    return new EpsilonGreedy((environment, environmentSteps) -> epsilon.at(environmentSteps));
  }

  /** A random legal action with a constant chance for each environment, else the best. */
  static Exploration epsilonGreedy(double[] epsilons) {
    return new EpsilonGreedy((environment, environmentSteps) -> epsilons[environment]);
  }

  /**
   * Each legal action with a probability proportional to {@code exp(value / temperature)} (Sutton
   * and Barto 2018, section 2.8).
   *
   * @param temperature in units of values; where it is 0, the best action
   */
  static Exploration boltzmann(Schedule temperature) {
    return new Boltzmann(temperature);
  }
}
