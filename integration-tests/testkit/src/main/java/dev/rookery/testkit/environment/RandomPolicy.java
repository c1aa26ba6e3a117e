package dev.rookery.testkit.environment;

import dev.rookery.algorithm.Policy;
import dev.rookery.environment.Action;
import dev.rookery.environment.ActionSampler;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;

/**
 * A policy that ignores what it observes and acts at random, with legal actions if the environments
 * say which are; see {@link ActionSampler}.
 */
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

  @Override
  public void act(VectorStep step, ByteBuffer actions) {
    for (int k = 0; k < step.count(); k++) {
      action.wrap(actions, k * action.space().byteSize());
      if (step.hasActionMasks()) {
        sampler.sample(action, step.actionMask(k));
      } else {
        sampler.sample(action);
      }
    }
  }

  @Override
  public void close() {}
}
