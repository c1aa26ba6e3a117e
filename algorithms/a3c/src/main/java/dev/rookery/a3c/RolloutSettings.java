package dev.rookery.a3c;

import dev.rookery.algorithm.LearnerContext;
import dev.rookery.settings.Setting;
import dev.rookery.settings.SettingsRecord;

/**
 * The rollouts that workers learn from.
 *
 * @param <C> the record that has them
 */
public interface RolloutSettings<C extends Record> extends SettingsRecord<C> {

  @Setting(
      value = "Steps of each environment that a worker takes gradients of together.",
      min = 1,
      max = 65536,
      defaultValue = "16")
  int rolloutSteps();

  /** With another {@link #rolloutSteps()}. */
  default C withRolloutSteps(int value) {
    return with("rolloutSteps", value);
  }

  /** How many rollouts of all its environments together one worker makes in its part of a run. */
  default long rollouts(LearnerContext run) {
    return run.steps() / run.environmentsPerActor() / rolloutSteps();
  }
}
