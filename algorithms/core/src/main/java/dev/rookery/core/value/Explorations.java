package dev.rookery.core.value;

import dev.rookery.algorithm.Exploration;
import dev.rookery.core.schedule.Schedule;
import dev.rookery.core.settings.ExplorationSettings;

/** The ways to explore by the values of actions that come with Rookery. */
public final class Explorations {

  private Explorations() {}

  /**
   * What settings ask for.
   *
   * @param noisy whether the network has noisy layers
   */
  public static Exploration of(ExplorationSettings<?> settings, boolean noisy) {
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
  public static Exploration greedy() {
    return (values, environment, environmentSteps, random) -> values.best();
  }

  /** A random legal action with a chance that changes with the steps of the run, else the best. */
  public static Exploration epsilonGreedy(Schedule epsilon) {
    return new EpsilonGreedy((environment, environmentSteps) -> epsilon.at(environmentSteps));
  }

  /** A random legal action with a constant chance for each environment, else the best. */
  public static Exploration epsilonGreedy(double[] epsilons) {
    return new EpsilonGreedy((environment, environmentSteps) -> epsilons[environment]);
  }

  /**
   * Each legal action with a probability proportional to {@code exp(value / temperature)} (Sutton
   * and Barto 2018, section 2.8).
   *
   * @param temperature in units of values; where it is 0, the best action
   */
  public static Exploration boltzmann(Schedule temperature) {
    return new Boltzmann(temperature);
  }
}
