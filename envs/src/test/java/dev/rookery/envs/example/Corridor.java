// Shown in docs/environments.md, word for word from the class comment on.
package dev.rookery.envs.example;

import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;

/** Walk to the right end of a corridor: actions left (0) and right (1), reward -1 per step. */
public final class Corridor implements Environment {
  private final Space observationSpace = Space.box(0, 10, 1);
  private final Space actionSpace = Space.discrete(2);
  private int position;
  private int steps;

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
    position = Math.floorMod(seed, 10); // The seed decides all that is random.
    steps = 0;
    observation.set(0, position);
  }

  @Override
  public void step(Action action, Step step) {
    position = Math.max(0, position + (action.asInt() == 1 ? 1 : -1));
    step.observation().set(0, position);
    step.reward(-1);
    step.terminated(position == 10);
    step.truncated(++steps == 100); // A policy that only walks left would never end the episode.
  }

  /** Named in META-INF/services/dev.rookery.environment.EnvironmentProvider. */
  public static final class Provider implements EnvironmentProvider {
    @Override
    public String name() {
      return "Corridor-v0";
    }

    @Override
    public String description() {
      return "walk to the end of a corridor";
    }

    @Override
    public Environment create(Record settings) {
      return new Corridor();
    }
  }
}
