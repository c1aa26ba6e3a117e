package dev.rookery.core.settings;

import dev.rookery.settings.Setting;
import dev.rookery.settings.SettingsRecord;

/**
 * How a target network follows the online one.
 *
 * @param <C> the record that has them
 */
public interface TargetNetworkSettings<C extends Record> extends SettingsRecord<C> {

  @Setting(value = "Updates between updates of the target network.", min = 1, defaultValue = "100")
  int targetUpdateInterval();

  /** With another {@link #targetUpdateInterval()}. */
  default C withTargetUpdateInterval(int value) {
    return with("targetUpdateInterval", value);
  }

  @Setting(
      value = "How far the target network moves towards the online one; 1: it is copied.",
      min = 0,
      max = 1,
      aboveMin = true,
      defaultValue = "1")
  double targetUpdateStep();

  /** With another {@link #targetUpdateStep()}. */
  default C withTargetUpdateStep(double value) {
    return with("targetUpdateStep", value);
  }
}
