package dev.rookery.core.value;

/**
 * The probability with which an actor takes a random action instead of the greedy one. Allocates
 * nothing.
 */
@FunctionalInterface
public interface Exploration {

  /**
   * Returns ε, the probability of a random action.
   *
   * @param environment which of the actor's environments, from 0
   * @param environmentSteps how many steps the whole run has made by now
   * @return from 0 to 1; anything else ends the run
   */
  double epsilon(int environment, long environmentSteps);
}
