package dev.rookery.envs.probe;

import dev.rookery.environment.Action;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.envs.TimeLimitedProvider;
import dev.rookery.settings.NoSettings;
import java.util.OptionalDouble;

/**
 * A probe of one step, in which action 1 earns 1 and action 0 earns -1. It tests that actions get
 * values of their own, and that a policy moves towards the better one.
 *
 * <p>Right values, for every gamma: -1 for action 0, 1 for action 1, 1 for the state under the best
 * policy.
 */
public final class ProbeActionDependent extends Probe {

  /** Makes the environment. */
  public ProbeActionDependent() {
    super(Space.box(0, 1, 1), Space.discrete(2));
  }

  @Override
  public void reset(long seed, Observation observation) {
    observation.set(0, 1);
  }

  @Override
  public void step(Action action, Step step) {
    step.observation().set(0, 0);
    step.reward(action.asInt() == 1 ? 1 : -1);
    step.terminated(true);
  }

  /** Provides the environment {@code ProbeActionDependent-v0}. */
  public static final class Provider extends TimeLimitedProvider<NoSettings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "ProbeActionDependent-v0",
          "probe: one step, reward -1 or 1 by the action; are actions told apart?",
          NoSettings.INSTANCE,
          settings -> new ProbeActionDependent(),
          OptionalDouble.of(1));
    }
  }
}
