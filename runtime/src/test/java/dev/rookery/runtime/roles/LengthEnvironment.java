package dev.rookery.runtime.roles;

import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import java.util.function.LongToIntFunction;

/** Reward 1 for each step; how many there are follows from the seed. Observes the step's number. */
public class LengthEnvironment implements Environment {

  private final LongToIntFunction lengthOfSeed;
  private int length;
  private int steps;

  public LengthEnvironment(LongToIntFunction lengthOfSeed) {
    this.lengthOfSeed = lengthOfSeed;
  }

  @Override
  public Space observationSpace() {
    return Space.box(0, 1_000, 1);
  }

  @Override
  public Space actionSpace() {
    return Space.discrete(2);
  }

  @Override
  public void reset(long seed, Observation observation) {
    length = lengthOfSeed.applyAsInt(seed);
    steps = 0;
    observation.set(0, 0);
  }

  @Override
  public void step(Action action, Step step) {
    step.observation().set(0, ++steps);
    step.reward(1);
    step.terminated(steps == length);
  }
}
