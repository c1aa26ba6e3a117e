package dev.rookery.envs.wrappers;

import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.SpacePart;
import dev.rookery.environment.Step;

/**
 * Number i of the observation, or of each of its parts, after t steps is {@code (10 t + i) % 256},
 * the reward t; it terminates after {@code length} steps.
 */
final class Scripted implements Environment {

  private final Space observationSpace;
  private final Space actionSpace = Space.discrete(2);
  private final int length;
  private int steps;

  Scripted(Space observationSpace, int length) {
    this.observationSpace = observationSpace;
    this.length = length;
  }

  int steps() {
    return steps;
  }

  static int value(int steps, int index) {
    return (10 * steps + index) % 256;
  }

  @Override
  public Space observationSpace() {
    return observationSpace;
  }

  @Override
  public Space actionSpace() {
    return actionSpace;
  }

  @Override
  public void reset(long seed, Observation observation) {
    steps = 0;
    observe(observation);
  }

  @Override
  public void step(Action action, Step step) {
    steps++;
    observe(step.observation());
    step.reward(steps);
    step.terminated(steps == length);
  }

  private void observe(Observation observation) {
    for (SpacePart each : observationSpace.parts()) {
      Observation part = observation.part(each.name());
      for (int i = 0; i < part.size(); i++) {
        part.set(i, value(steps, i));
      }
    }
  }
}
