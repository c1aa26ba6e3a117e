package dev.rookery.envs.probe;

import dev.rookery.environment.Action;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.envs.TimeLimited;
import dev.rookery.envs.TimeLimitedProvider;
import dev.rookery.settings.Setting;
import java.util.OptionalDouble;

/**
 * A probe with reward 1 for every step, which never terminates but is truncated after a few steps.
 * It tests that values are bootstrapped after truncation, and only not after termination.
 *
 * <p>Right values: 1 / (1 - gamma) for the state and for both actions, below gamma 1. An algorithm
 * that takes truncation for termination learns less.
 */
public final class ProbeTruncation extends Probe {

  /** Makes the environment without its time limit. */
  public ProbeTruncation() {
    super(Space.box(0, 1, 1), Space.discrete(2));
  }

  @Override
  public void reset(long seed, Observation observation) {
    observation.set(0, 1);
  }

  @Override
  public void step(Action action, Step step) {
    step.observation().set(0, 1);
    step.reward(1);
  }

  /** The settings of {@link ProbeTruncation}. */
  @SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
  public record Settings(
      @Setting(value = "Length of every episode in steps.", min = 1) int maxEpisodeSteps)
      implements TimeLimited {}

  /** Provides the environment {@code ProbeTruncation-v0}. */
  public static final class Provider extends TimeLimitedProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "ProbeTruncation-v0",
          "probe: reward 1 for ever, truncated early; is truncation kept from termination?",
          new Settings(5),
          settings -> new ProbeTruncation(),
          OptionalDouble.empty());
    }
  }
}
