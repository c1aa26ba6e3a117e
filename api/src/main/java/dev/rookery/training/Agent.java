package dev.rookery.training;

import dev.rookery.environment.Action;
import dev.rookery.environment.ActionMask;
import dev.rookery.environment.Observation;

/**
 * Decides for a simulator that owns its loop: the simulator calls it, on its own thread, and no
 * other thread is waited for but where the learner has to catch up. An episode is
 *
 * <pre>{@code
 * simulator.observe(agent.observation());
 * Action action = agent.begin();
 * while (simulator.goesOnAfter(action)) {
 *   simulator.observe(agent.observation());
 *   action = agent.act(simulator.reward());
 * }
 * simulator.observe(agent.observation());
 * agent.terminate(simulator.reward());
 * }</pre>
 *
 * <p>The agent of a run learns from what it is told; that of a finished policy acts as well as it
 * can. Episodes that go on at once have an agent each. An agent is used by one thread at a time,
 * and may be silent for as long as it likes.
 *
 * <p>Once the {@linkplain #isOver() run is over}, an agent goes on deciding with the last
 * parameters, so that no simulator is left without an answer, until it is closed.
 */
public interface Agent extends AutoCloseable {

  /**
   * Where the simulator writes what is observed now, before each of the calls below but {@link
   * #abandon()}; always the same object, which keeps its values until they are overwritten.
   */
  Observation observation();

  /**
   * Where the simulator writes which actions are legal now, before each call that is answered by
   * one and before {@link #truncate}; always the same object, with all actions illegal after each
   * call.
   *
   * @throws IllegalStateException if all actions are legal always
   */
  ActionMask legalActions();

  /**
   * Begins an episode.
   *
   * @return the first action; valid until the next call
   * @throws IllegalStateException if one is under way
   * @throws dev.rookery.RookeryException if the run has failed before it had any parameters, or the
   *     learner could not be reached or did not catch up in time
   */
  Action begin();

  /**
   * Goes on with the episode.
   *
   * @param reward for the last action
   * @param elapsed since the last action, at least 0, in the unit of time that γ is the discount of
   * @return the next action; valid until the next call
   * @throws IllegalStateException if no episode is under way
   * @throws dev.rookery.environment.EnvironmentException if the observation or the reward breaks
   *     what was promised, for example is NaN; the episode is abandoned then
   */
  Action act(double reward, double elapsed);

  /** Goes on with the episode, one unit of time after the last action. */
  default Action act(double reward) {
    return act(reward, 1);
  }

  /**
   * Ends the episode, because the task itself is over: nothing more is to be expected.
   *
   * @param elapsed since the last action
   */
  void terminate(double reward, double elapsed);

  /** Ends the episode, one unit of time after the last action. */
  default void terminate(double reward) {
    terminate(reward, 1);
  }

  /**
   * Ends the episode, because it is cut: it would go on from what is observed now.
   *
   * @param elapsed since the last action
   */
  void truncate(double reward, double elapsed);

  /** Cuts the episode, one unit of time after the last action. */
  default void truncate(double reward) {
    truncate(reward, 1);
  }

  /**
   * Forgets what came of the last action, if an episode is under way: as if the episode had been
   * cut before it. What was seen until then is learned from.
   */
  void abandon();

  /** Whether it does not learn, or no longer does. */
  boolean isOver();

  /** Frees what the agent holds. The agents of a run are closed with it. */
  @Override
  void close();
}
