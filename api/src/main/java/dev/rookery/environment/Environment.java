package dev.rookery.environment;

/**
 * One episodic task: a world that an agent observes and acts on, one step at a time.
 *
 * <p>The caller does, for ever:
 *
 * <pre>{@code
 * environment.reset(seed, observation);
 * do {
 *   ... choose an action ...
 *   environment.step(action, step);
 * } while (!step.terminated() && !step.truncated());
 * }</pre>
 *
 * <p>The observation, action and step are views onto buffers that the caller owns and uses again,
 * so an environment writes values into them and keeps no reference. Nothing needs to be allocated
 * in {@link #step}. An environment is used by one thread at a time.
 *
 * <p>An episode must be a function of the seed and the actions alone: no clock, no shared random
 * generator.
 */
public interface Environment extends AutoCloseable {

  /** The space of observations; the same object for the environment's whole life. */
  Space observationSpace();

  /** The space of actions; the same object for the environment's whole life. */
  Space actionSpace();

  /**
   * Starts an episode.
   *
   * @param seed decides everything random in this episode
   * @param observation receives the first observation: every value must be written
   */
  void reset(long seed, Observation observation);

  /**
   * Takes one action.
   *
   * @param action an element of {@link #actionSpace()}, to be read only
   * @param step receives the observation (every value must be written), the reward, and whether the
   *     episode ended; it comes with reward 0 and both flags false
   */
  void step(Action action, Step step);

  /** Frees what the environment holds; nothing by default. */
  @Override
  default void close() {}
}
