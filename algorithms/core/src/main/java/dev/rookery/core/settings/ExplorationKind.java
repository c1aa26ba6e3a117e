package dev.rookery.core.settings;

/** How the actors of a value-based algorithm explore. */
public enum ExplorationKind {
  /** A random action with a chance that falls with the steps of the run, else the best. */
  EPSILON_GREEDY,
  /** Actions by the exponential of their values. */
  BOLTZMANN,
  /** The best action by noisy layers; {@link #EPSILON_GREEDY} where layers have no noise. */
  NOISE
}
