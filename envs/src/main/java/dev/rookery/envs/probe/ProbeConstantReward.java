package dev.rookery.envs.probe;

import dev.rookery.environment.Action;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.envs.TimeLimitedProvider;
import dev.rookery.settings.NoSettings;
import java.util.OptionalDouble;

/**
 * A probe of one step with reward 1 for every action. It tests that values are learned at all.
 *
 * <p>Right values: 1 for the state and for both actions, for every gamma.
 */
public final class ProbeConstantReward extends Probe {

  /** Makes the environment. */
  public ProbeConstantReward() {
    super(Space.box(0, 1, 1), Space.discrete(2));
  }

  @Override
  public void reset(long seed, Observation observation) {
    observation.set(0, 1);
  }

  @Override
  public void step(Action action, Step step) {
    step.observation().set(0, 0);
    step.reward(1);
    step.terminated(true);
  }

  /** Provides the environment {@code ProbeConstantReward-v0}. */
  public static final class Provider extends TimeLimitedProvider<NoSettings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "ProbeConstantReward-v0",
          "probe: one step, reward 1; are values learned?",
          NoSettings.INSTANCE,
          settings -> new ProbeConstantReward(),
          OptionalDouble.of(1));
    }
  }
}
