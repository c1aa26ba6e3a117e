package dev.rookery.envs.wrappers;

import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentWrapper;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Step;
import dev.rookery.settings.Setting;

/**
 * A wrapper that truncates episodes after a number of steps, whether or not they terminate in the
 * last one.
 */
public final class TimeLimit extends EnvironmentWrapper {

  private final int maxEpisodeSteps;
  private int elapsed;

  /** Wraps an environment to truncate its episodes after {@code maxEpisodeSteps} steps. */
  public TimeLimit(Environment inner, int maxEpisodeSteps) {
    super(inner);
    if (maxEpisodeSteps < 1) {
      throw new IllegalArgumentException(
          "a time limit must be at least 1 step, not " + maxEpisodeSteps);
    }
    this.maxEpisodeSteps = maxEpisodeSteps;
  }

  @Override
  public void reset(long seed, Observation observation) {
    elapsed = 0;
    inner.reset(seed, observation);
  }

  @Override
  public void beginStep(Action action) {
    beginInnerStep(action);
  }

  @Override
  public void step(Action action, Step step) {
    inner.step(action, step);
    if (++elapsed >= maxEpisodeSteps) {
      step.truncated(true);
    }
  }

  /** The settings of {@link TimeLimit}. */
  @SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
  public record Settings(
      @Setting(value = "Steps after which an episode is truncated.", min = 1)
          int maxEpisodeSteps) {}

  /** Provides the wrapper {@code time-limit}. */
  public static final class Provider extends WrapperProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "time-limit",
          "truncates episodes after a number of steps",
          new Settings(1000),
          (inner, settings) -> new TimeLimit(inner, settings.maxEpisodeSteps()));
    }
  }
}
