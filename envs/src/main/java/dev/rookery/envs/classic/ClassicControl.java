package dev.rookery.envs.classic;

import dev.rookery.environment.Action;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/** The base of the classic control environments: a state of a few doubles. */
abstract class ClassicControl implements Environment {

  /** The whole state; which entry is what, each task says. */
  final double[] state;

  private final BoxSpace observationSpace;
  private final Space actionSpace;
  private final LongFunction<RandomGenerator> generators;
  private RandomGenerator random;

  /**
   * With the bounds of observations, which are rounded to float32 as observations are.
   *
   * @param generators makes an episode's random generator from its seed
   */
  ClassicControl(
      int stateSize,
      double[] lowestObservation,
      double[] highestObservation,
      Space actionSpace,
      LongFunction<RandomGenerator> generators) {
    this.state = new double[stateSize];
    this.observationSpace =
        BoxSpace.vector(rounded(lowestObservation), rounded(highestObservation));
    this.actionSpace = actionSpace;
    this.generators = generators;
    this.random = generators.apply(0);
  }

  /** Writes the state that an episode starts from. */
  abstract void start();

  /** Writes what is seen of the state; by default all of it. */
  void observe(Observation observation) {
    for (int i = 0; i < state.length; i++) {
      observation.set(i, state[i]);
    }
  }

  /** Puts the environment into a state, as if an episode had led there. */
  void restore(double... values) {
    System.arraycopy(values, 0, state, 0, state.length);
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
  public final void reset(long seed, Observation observation) {
    random = generators.apply(seed);
    start();
    observe(observation);
  }

  /** A random number from {@code low}, to below {@code high}. */
  final double uniform(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** The chosen one of {@code n} alternatives. */
  static int choice(Action action, int n) {
    return Objects.checkIndex(action.asInt(), n);
  }

  static double clip(double value, double low, double high) {
    return Math.min(Math.max(value, low), high);
  }

  /** Refuses an empty interval of start states. */
  static void checkReset(double low, double high) {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "setting 'resetLow' must be at most 'resetHigh', not %s above %s".formatted(low, high));
    }
  }

  private static double[] rounded(double[] bounds) {
    double[] rounded = bounds.clone();
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) rounded[i];
    }
    return rounded;
  }
}
