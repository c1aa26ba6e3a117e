package dev.rookery.environment;

/** Makes environments that one simulator steps together. */
@FunctionalInterface
public interface VectorEnvironmentFactory {

  /**
   * Makes new ones, which belong to the caller.
   *
   * @param count how many
   * @param seed decides everything random in all of their episodes
   */
  VectorEnvironment create(int count, long seed);
}
