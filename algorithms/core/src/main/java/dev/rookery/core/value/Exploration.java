package dev.rookery.core.value;

/** How often an actor takes any action instead of the best one; allocates nothing. */
@FunctionalInterface
public interface Exploration {

  /**
   * ε: the chance of a random action.
   *
   * @param environment which of the actor's environments, from 0
   * @param environmentSteps how many steps the whole run has made by now
   * @return from 0 to 1; anything else ends the run
   */
  double epsilon(int environment, long environmentSteps);
}
