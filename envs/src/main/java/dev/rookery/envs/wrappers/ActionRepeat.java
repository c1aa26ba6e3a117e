package dev.rookery.envs.wrappers;

import dev.rookery.environment.Action;
import dev.rookery.environment.ActionMask;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentWrapper;
import dev.rookery.environment.Step;
import dev.rookery.settings.Setting;
import org.jspecify.annotations.Nullable;

/**
 * A wrapper that takes every action several times in a row, or until the episode ends or the action
 * becomes illegal, and adds the rewards up.
 */
public final class ActionRepeat extends EnvironmentWrapper {

  private final int times;
  private final @Nullable ActionMask mask;

  /** Wraps an environment to take every action {@code times} times. */
  public ActionRepeat(Environment inner, int times) {
    super(inner);
    if (times < 1) {
      throw new IllegalArgumentException("an action is taken at least once, not " + times);
    }
    this.times = times;
    mask = inner.hasLegalActions() ? new ActionMask(inner.actionSpace()) : null;
  }

  @Override
  public void beginStep(Action action) {
    beginInnerStep(action);
  }

  @Override
  public void step(Action action, Step step) {
    double sum = 0;
    double time = 0;
    int taken = 0;
    do {
      step.clear();
      inner.step(action, step);
      sum += step.reward();
      time += step.elapsed();
    } while (++taken < times && !step.ended() && isLegal(action));
    step.reward(sum);
    step.elapsed(time / taken); // What is repeated is one decision, and is discounted as one.
  }

  private boolean isLegal(Action action) {
    if (mask == null) {
      return true;
    }
    mask.setAll(false);
    inner.legalActions(mask);
    return mask.isLegal(action);
  }

  /** The settings of {@link ActionRepeat}. */
  @SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
  public record Settings(
      @Setting(value = "How many times every action is taken.", min = 1, max = 1000) int times) {}

  /** Provides the wrapper {@code action-repeat}. */
  public static final class Provider extends WrapperProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "action-repeat",
          "takes every action several times and adds the rewards up",
          new Settings(4),
          (inner, settings) -> new ActionRepeat(inner, settings.times()));
    }
  }
}
