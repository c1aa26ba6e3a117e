package dev.rookery.envs.probe;

import dev.rookery.environment.Action;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.envs.TimeLimitedProvider;
import dev.rookery.settings.NoSettings;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * A probe of one step, in which the observation is a random number between -1 and 1 and the reward
 * is minus the squared distance of the action from it. It tests continuous actions.
 *
 * <p>Right values, for every gamma: -(a - x)² for action a where x is shown, 0 for the state under
 * the best policy.
 */
public final class ProbeContinuousIdentity extends Probe {

  private float shown;

  /** Makes the environment. */
  public ProbeContinuousIdentity() {
    super(Space.box(-1, 1, 1), Space.box(-1, 1, 1));
  }

  @Override
  public void reset(long seed, Observation observation) {
    shown = (float) (2 * new SplittableRandom(seed).nextDouble() - 1);
    observation.set(0, shown);
  }

  @Override
  public void step(Action action, Step step) {
    double difference = action.getFloat(0) - shown;
    step.observation().set(0, shown);
    step.reward(-difference * difference);
    step.terminated(true);
  }

  /** Provides the environment {@code ProbeContinuousIdentity-v0}. */
  public static final class Provider extends TimeLimitedProvider<NoSettings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "ProbeContinuousIdentity-v0",
          "probe: act as the number that is shown; do continuous actions work?",
          NoSettings.INSTANCE,
          settings -> new ProbeContinuousIdentity(),
          OptionalDouble.of(-0.01));
    }
  }
}
