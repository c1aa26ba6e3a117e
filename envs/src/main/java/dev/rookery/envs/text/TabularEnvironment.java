package dev.rookery.envs.text;

import dev.rookery.SeededRandom;
import dev.rookery.environment.Action;
import dev.rookery.environment.DiscreteSpace;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.envs.text.TransitionTable.Outcome;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/**
 * An environment with finitely many states, which are observed as they are: it follows a {@link
 * TransitionTable}, with one random number per step.
 */
public class TabularEnvironment implements Environment {

  private final TransitionTable table;
  private final double[] cumulativeStart;
  private final DiscreteSpace observationSpace;
  private final DiscreteSpace actionSpace;
  private final LongFunction<RandomGenerator> generators;
  private RandomGenerator random;
  private int state;
  private double probability = 1;

  /**
   * Makes the environment.
   *
   * @param startProbabilities of each state, to start an episode; {@code [states]}, they sum to 1
   */
  public TabularEnvironment(TransitionTable table, double[] startProbabilities) {
    this(table, startProbabilities, new SeededRandom(0)::seeded);
  }

  TabularEnvironment(
      TransitionTable table,
      double[] startProbabilities,
      LongFunction<RandomGenerator> generators) {
    if (startProbabilities.length != table.states()) {
      throw new IllegalArgumentException(
          "%s start probabilities for %s states"
              .formatted(startProbabilities.length, table.states()));
    }
    this.table = table;
    this.cumulativeStart = startProbabilities.clone();
    for (int i = 1; i < cumulativeStart.length; i++) {
      cumulativeStart[i] += cumulativeStart[i - 1];
    }
    this.observationSpace = Space.discrete(table.states());
    this.actionSpace = Space.discrete(table.actions());
    this.generators = generators;
    this.random = generators.apply(0);
  }

  /** Every state with the same chance of starting an episode, if {@code isStart} says so. */
  static double[] uniformStart(boolean[] isStart) {
    int count = 0;
    for (boolean start : isStart) {
      count += start ? 1 : 0;
    }
    double[] probabilities = new double[isStart.length];
    for (int i = 0; i < isStart.length; i++) {
      probabilities[i] = isStart[i] ? 1.0 / count : 0;
    }
    return probabilities;
  }

  /** The transition probabilities and rewards. */
  public final TransitionTable table() {
    return table;
  }

  /** The current state. */
  public final int state() {
    return state;
  }

  /** How probable the last step's outcome was; 1 after a reset. */
  public final double probability() {
    return probability;
  }

  @Override
  public final Space observationSpace() {
    return observationSpace;
  }

  @Override
  public final Space actionSpace() {
    return actionSpace;
  }

  @Override
  public void reset(long seed, Observation observation) {
    random = generators.apply(seed);
    double uniform = random.nextDouble();
    int start = 0;
    while (start < cumulativeStart.length - 1 && cumulativeStart[start] <= uniform) {
      start++;
    }
    state(start);
    probability = 1;
    observation.set(0, start);
  }

  @Override
  public void step(Action action, Step step) {
    int chosen = Objects.checkIndex(action.asInt(), table.actions());
    Outcome outcome = table.select(state, chosen, random.nextDouble());
    state = outcome.nextState();
    probability = outcome.probability();
    step.observation().set(0, state);
    step.reward(outcome.reward());
    step.terminated(outcome.terminated());
  }

  /** Moves to a state. */
  final void state(int value) {
    state = value;
  }

  /** The present episode's source of randomness. */
  final RandomGenerator random() {
    return random;
  }
}
