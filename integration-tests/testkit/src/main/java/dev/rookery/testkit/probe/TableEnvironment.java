package dev.rookery.testkit.probe;

import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import java.util.List;
import java.util.SplittableRandom;

/** States that are observed one-hot, with two actions each. */
final class TableEnvironment implements Environment {

  /** How a step ends. */
  enum End {
    NONE,
    TERMINATED,
    TRUNCATED
  }

  /**
   * What an action does.
   *
   * @param reward for it
   * @param next the state that it leads to, also where the episode ends
   * @param end of the episode
   */
  record Outcome(double reward, int next, End end) {}

  /** A state's two actions. */
  record State(Outcome first, Outcome second) {

    /** A state in which both actions do the same. */
    static State of(double reward, int next, End end) {
      Outcome outcome = new Outcome(reward, next, end);
      return new State(outcome, outcome);
    }
  }

  private final List<State> states;
  private final int starts;
  private final Space observations;
  private final Space actions = Space.discrete(2);
  private int at;

  /**
   * An environment.
   *
   * @param starts how many of the states, from the first, episodes start in, by chance
   */
  TableEnvironment(List<State> states, int starts) {
    this.states = states;
    this.starts = starts;
    observations = Space.box(0, 1, states.size());
  }

  @Override
  public Space observationSpace() {
    return observations;
  }

  @Override
  public Space actionSpace() {
    return actions;
  }

  @Override
  public void reset(long seed, Observation observation) {
    at = new SplittableRandom(seed).nextInt(starts);
    observe(observation);
  }

  @Override
  public void step(Action action, Step step) {
    State state = states.get(at);
    Outcome outcome = action.asInt() == 0 ? state.first() : state.second();
    at = outcome.next();
    observe(step.observation());
    step.reward(outcome.reward());
    step.terminated(outcome.end() == End.TERMINATED);
    step.truncated(outcome.end() == End.TRUNCATED);
  }

  private void observe(Observation observation) {
    for (int i = 0; i < states.size(); i++) {
      observation.set(i, i == at ? 1 : 0);
    }
  }
}
