package dev.rookery.envs.wrappers;

import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentWrapper;
import dev.rookery.environment.Step;
import dev.rookery.settings.Setting;

/**
 * A wrapper that clips every reward that the learner gets to an interval, as Mnih et al. (2015) do
 * for Atari. Returns that a run reports stay those of the environment's own rewards.
 */
public final class RewardClip extends EnvironmentWrapper {

  private final double low;
  private final double high;

  /** Wraps an environment to clip its rewards to {@code low} and {@code high}. */
  public RewardClip(Environment inner, double low, double high) {
    super(inner);
    this.low = low;
    this.high = high;
  }

  @Override
  public void beginStep(Action action) {
    beginInnerStep(action);
  }

  @Override
  public void step(Action action, Step step) {
    inner.step(action, step);
    step.reward(Math.max(low, Math.min(high, step.reward())));
  }

  /** The settings of {@link RewardClip}. */
  @SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
  public record Settings(
      @Setting("The lowest reward.") double low, @Setting("The highest reward.") double high) {

    /**
     * Checks the interval.
     *
     * @throws IllegalArgumentException if the interval is empty
     */
    public Settings {
      if (!(low <= high)) {
        throw new IllegalArgumentException(
            "setting 'low' must be at most 'high', not %s above %s".formatted(low, high));
      }
    }
  }

  /** Provides the wrapper {@code reward-clip}. */
  public static final class Provider extends WrapperProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "reward-clip",
          "moves every reward into an interval",
          new Settings(-1, 1),
          (inner, settings) -> new RewardClip(inner, settings.low(), settings.high()));
    }
  }
}
