package dev.rookery.testkit.probe;

import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import java.util.SplittableRandom;

/** One step: the reward is less by the square of what the action is off the number shown. */
final class ShownNumber implements Environment {

  private final Space numbers = Space.box(-1, 1, 1);
  private double shown;

  @Override
  public Space observationSpace() {
    return numbers;
  }

  @Override
  public Space actionSpace() {
    return numbers;
  }

  @Override
  public void reset(long seed, Observation observation) {
    shown = new SplittableRandom(seed).nextDouble(-1, 1);
    observation.set(0, shown);
  }

  @Override
  public void step(Action action, Step step) {
    double error = action.getFloat(0) - shown;
    step.observation().set(0, shown);
    step.reward(-error * error);
    step.terminated(true);
  }
}
