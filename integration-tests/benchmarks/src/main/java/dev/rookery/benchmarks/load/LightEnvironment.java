package dev.rookery.benchmarks.load;

import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;

/** CartPole's shape, and nothing behind it: a step takes no time. */
final class LightEnvironment implements Environment {

  static final String NAME = "Light-v0";
  private static final int EPISODE = 500;
  private static final int OBSERVATION = 4;

  private int steps;

  @Override
  public Space observationSpace() {
    return Space.box(-10, 10, OBSERVATION);
  }

  @Override
  public Space actionSpace() {
    return Space.discrete(2);
  }

  @Override
  public void reset(long seed, Observation observation) {
    steps = 0;
    clear(observation);
  }

  @Override
  public void step(Action action, Step step) {
    clear(step.observation());
    step.reward(1);
    step.terminated(++steps == EPISODE);
  }

  private static void clear(Observation observation) {
    for (int i = 0; i < OBSERVATION; i++) {
      observation.set(i, 0);
    }
  }
}
