package dev.rookery.environment;

import dev.rookery.render.Renderer;
import java.util.Optional;

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
 * <p>The observation, action, step and mask are views onto buffers that the caller owns and uses
 * again, so an environment writes values into them and keeps no reference. Nothing needs to be
 * allocated in {@link #step} and {@link #legalActions}. An environment is used by one thread at a
 * time.
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

  /**
   * Whether not every action is always legal, and {@link #legalActions} says which are; the same
   * for the environment's whole life. Only discrete and multi-discrete actions can be illegal.
   */
  default boolean hasLegalActions() {
    return false;
  }

  /**
   * Writes which actions are legal in the next step; asked only where {@link #hasLegalActions} says
   * so, after {@link #reset} and after each step that did not terminate. It may be asked more than
   * once, changes nothing, and gives the same answer until the next step. {@link #step} is not
   * given illegal actions then.
   *
   * @param mask comes with all actions illegal; at least one, of multi-discrete actions at least
   *     one alternative of each choice, must be made legal, also where the step was truncated
   */
  default void legalActions(ActionMask mask) {}

  /**
   * What draws this environment's current state for people to watch; empty by default. Training
   * never asks for it.
   */
  default Optional<Renderer> renderer() {
    return Optional.empty();
  }

  /** Frees what the environment holds; nothing by default. */
  @Override
  default void close() {}
}
