package dev.rookery.testkit.environment;

import dev.rookery.algorithm.Policy;
import dev.rookery.environment.Action;
import dev.rookery.environment.Space;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;

/** A policy that ignores what it observes and acts at random; see {@link ActionSampler}. */
public final class RandomPolicy implements Policy {

  private final Action action;
  private final ActionSampler sampler;

  /** Makes a policy for environments with this action space. */
  public RandomPolicy(Space actionSpace, long seed) {
    action = new Action(actionSpace);
    sampler = new ActionSampler(seed);
  }

  @Override
  public void update(ParameterSnapshot parameters) {}

  /** Fills {@code actions} with as many random actions as it has room for. */
  @Override
  public void act(ByteBuffer observations, ByteBuffer actions) {
    int bytes = action.space().byteSize();
    for (int at = 0; at + bytes <= actions.capacity(); at += bytes) {
      action.wrap(actions, at);
      sampler.sample(action);
    }
  }

  @Override
  public void close() {}
}
