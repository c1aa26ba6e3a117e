package dev.rookery.testkit.algorithm;

import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import java.util.SplittableRandom;

/** Ten steps: random numbers are shown, and the reward depends on them and on the action. */
final class RunTask implements Environment {

  static final String NAME = "RunContractTask";
  static final int NUMBERS = 3;
  static final Space OBSERVATIONS = Space.box(-1, 1, NUMBERS);

  private static final int EPISODE = 10;

  private final Space actions;
  private SplittableRandom random = new SplittableRandom();
  private double shown;
  private int steps;

  RunTask(Space actions) {
    this.actions = actions;
  }

  @Override
  public Space observationSpace() {
    return OBSERVATIONS;
  }

  @Override
  public Space actionSpace() {
    return actions;
  }

  @Override
  public void reset(long seed, Observation observation) {
    random = new SplittableRandom(seed);
    steps = 0;
    show(observation);
  }

  @Override
  public void step(Action action, Step step) {
    step.reward(1 - Math.abs(shown - Math.tanh(action.getFloat(0))));
    show(step.observation());
    step.truncated(++steps == EPISODE);
  }

  private void show(Observation observation) {
    for (int i = 0; i < NUMBERS; i++) {
      observation.set(i, random.nextDouble(-1, 1));
    }
    shown = observation.getFloat(0);
  }
}
