package dev.rookery.envs.wrappers;

import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentWrapper;
import dev.rookery.environment.Step;
import dev.rookery.settings.Setting;

/**
 * A wrapper that multiplies every reward that the learner gets by a constant. Returns that a run
 * reports stay those of the environment's own rewards.
 */
public final class RewardScale extends EnvironmentWrapper {

  private final double factor;

  /** Wraps an environment to multiply its rewards by {@code factor}. */
  public RewardScale(Environment inner, double factor) {
    super(inner);
    this.factor = factor;
  }

  @Override
  public void beginStep(Action action) {
    beginInnerStep(action);
  }

  @Override
  public void step(Action action, Step step) {
    inner.step(action, step);
    step.reward(factor * step.reward());
  }

  /** The settings of {@link RewardScale}. */
  @SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
  public record Settings(
      @Setting(value = "Multiplies every reward.", min = -1e9, max = 1e9) double factor) {}

  /** Provides the wrapper {@code reward-scale}. */
  public static final class Provider extends WrapperProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "reward-scale",
          "multiplies every reward by a constant",
          new Settings(1),
          (inner, settings) -> new RewardScale(inner, settings.factor()));
    }
  }
}
