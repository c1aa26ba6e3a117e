package dev.rookery.cli.watch;

import dev.rookery.algorithm.Policy;
import dev.rookery.environment.Action;
import dev.rookery.environment.ActionSampler;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import java.nio.ByteBuffer;

/** Chooses the actions of the environment that is watched. */
@FunctionalInterface
public interface ActionChooser {

  /**
   * Chooses the next action.
   *
   * @param step what one environment observes
   * @param actions receives one action
   */
  void choose(VectorStep step, ByteBuffer actions);

  /** As a policy does that acts in one environment. */
  static ActionChooser of(Policy policy) {
    return policy::act;
  }

  /** At random, whatever is observed. */
  static ActionChooser random(Space actionSpace, long seed) {
    ActionSampler sampler = new ActionSampler(seed);
    Action action = new Action(actionSpace);
    return (step, actions) -> {
      action.wrap(actions, 0);
      if (step.hasActionMasks()) {
        sampler.sample(action, step.actionMask(0));
      } else {
        sampler.sample(action);
      }
    };
  }
}
