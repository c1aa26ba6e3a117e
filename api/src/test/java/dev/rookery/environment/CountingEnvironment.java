package dev.rookery.environment;

import java.util.ArrayList;
import java.util.List;

/**
 * An environment whose episodes have given lengths: it observes {@code [episode, step]} and earns
 * as much as the action says. Episodes of even number terminate, the others are truncated.
 */
class CountingEnvironment implements Environment {

  final List<Long> seeds = new ArrayList<>();
  private final int[] lengths;
  int steps;
  boolean closed;

  /** The lengths repeat. */
  CountingEnvironment(int... lengths) {
    this.lengths = lengths;
  }

  @Override
  public Space observationSpace() {
    return Space.box(0, 1_000, 2);
  }

  @Override
  public Space actionSpace() {
    return Space.discrete(10);
  }

  @Override
  public void reset(long seed, Observation observation) {
    seeds.add(seed);
    steps = 0;
    observe(observation);
  }

  @Override
  public void step(Action action, Step step) {
    steps++;
    observe(step.observation());
    step.reward(action.asInt());
    if (steps == lengths[episode() % lengths.length]) {
      step.terminated(episode() % 2 == 0);
      step.truncated(episode() % 2 == 1);
    }
  }

  final int episode() {
    return seeds.size() - 1;
  }

  private void observe(Observation observation) {
    observation.set(0, episode());
    observation.set(1, steps);
  }

  @Override
  public void close() {
    closed = true;
  }
}
