package dev.rookery.envs.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The transition probabilities and rewards of a finite environment: for every state and action the
 * possible outcomes, with their probabilities, in the order in which a random number selects among
 * them. Immutable.
 */
public final class TransitionTable {

  private static final double TOLERANCE = 1e-9;

  private final int states;
  private final int actions;
  private final List<Outcome> outcomes = new ArrayList<>();

  /** Where the outcomes of each pair of state and action start; {@code [states · actions + 1]}. */
  private final int[] starts;

  /** The sum of the probabilities up to each outcome, within its pair. */
  private final double[] cumulative;

  /**
   * Makes the table by asking the rules for every state and action.
   *
   * @throws IllegalArgumentException if the probabilities of a pair do not sum to 1, or an outcome
   *     leads to a state that is not there
   */
  public TransitionTable(int states, int actions, Rules rules) {
    this.states = states;
    this.actions = actions;
    starts = new int[states * actions + 1];
    for (int pair = 0; pair < states * actions; pair++) {
      outcomes.addAll(checked(rules.outcomes(pair / actions, pair % actions), pair));
      starts[pair + 1] = outcomes.size();
    }
    cumulative = new double[outcomes.size()];
    for (int pair = 0; pair < states * actions; pair++) {
      double sum = 0;
      for (int i = starts[pair]; i < starts[pair + 1]; i++) {
        sum += outcomes.get(i).probability();
        cumulative[i] = sum;
      }
    }
  }

  /** The number of states, which are numbered from 0. */
  public int states() {
    return states;
  }

  /** The number of actions, which are numbered from 0. */
  public int actions() {
    return actions;
  }

  /** The possible outcomes of an action in a state. */
  public List<Outcome> outcomes(int state, int action) {
    int pair = state * actions + action;
    return List.copyOf(outcomes.subList(starts[pair], starts[pair + 1]));
  }

  /**
   * The outcome that a random number selects: the first whose cumulative probability is above it.
   *
   * @param uniform from 0 to below 1
   */
  public Outcome select(int state, int action, double uniform) {
    int pair = state * actions + action;
    int last = starts[pair + 1] - 1;
    int i = starts[pair];
    while (i < last && cumulative[i] <= uniform) {
      i++;
    }
    return outcomes.get(i);
  }

  private List<Outcome> checked(List<Outcome> found, int pair) {
    double sum = found.stream().mapToDouble(Outcome::probability).sum();
    if (Math.abs(sum - 1) > TOLERANCE) {
      throw new IllegalArgumentException(
          "the probabilities of action %s in state %s sum to %s, not to 1"
              .formatted(pair % actions, pair / actions, sum));
    }
    for (Outcome outcome : found) {
      if (outcome.nextState() < 0 || outcome.nextState() >= states) {
        throw new IllegalArgumentException(
            "action %s in state %s leads to state %s of %s"
                .formatted(pair % actions, pair / actions, outcome.nextState(), states));
      }
    }
    return found;
  }

  /** The possible outcomes of each action in each state. */
  @FunctionalInterface
  public interface Rules {

    /** The possible outcomes, at least one; their probabilities sum to 1. */
    List<Outcome> outcomes(int state, int action);
  }

  /**
   * One possible outcome of an action.
   *
   * @param probability above 0, at most 1
   * @param nextState the state it leads to
   * @param reward what it earns
   * @param terminated whether it ends the task
   */
  public record Outcome(double probability, int nextState, double reward, boolean terminated) {}
}
