package dev.rookery.envs.wrappers;

import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentWrapper;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Step;
import dev.rookery.settings.Setting;

/** Truncates episodes after a number of steps, whether or not they terminate in the last one. */
public final class TimeLimit extends EnvironmentWrapper {

  private final int maxEpisodeSteps;
  private int elapsed;

  /** Truncates in step number {@code maxEpisodeSteps}, counted from 1. */
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
  public void step(Action action, Step step) {
    inner.step(action, step);
    if (++elapsed >= maxEpisodeSteps) {
      step.truncated(true);
    }
  }

  /**
   * What users set.
   *
   * @param maxEpisodeSteps the limit
   */
  public record Settings(
      @Setting(value = "Steps after which an episode is truncated.", min = 1)
          int maxEpisodeSteps) {}

  /** Offers {@code time-limit}. */
  public static final class Provider extends WrapperProvider<Settings> {

    /** For the service loader. */
    public Provider() {
      super(
          "time-limit",
          "truncates episodes after a number of steps",
          new Settings(1000),
          (inner, settings) -> new TimeLimit(inner, settings.maxEpisodeSteps()));
    }
  }
}
