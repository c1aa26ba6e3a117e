package dev.rookery.core.settings;

import dev.rookery.settings.Setting;
import dev.rookery.settings.SettingsRecord;

/**
 * What a row of experience sums up.
 *
 * @param <C> the record that has them
 */
public interface ReturnSettings<C extends Record> extends SettingsRecord<C> {

  @Setting(
      value = "Rewards that a row sums up before it bootstraps.",
      min = 1,
      max = 1000,
      defaultValue = "1")
  int nStep();

  /** With another {@link #nStep()}. */
  default C withNStep(int value) {
    return with("nStep", value);
  }

  @Setting(value = "Discount of a reward one step later.", min = 0, max = 1, defaultValue = "0.99")
  double discount();

  /** With another {@link #discount()}. */
  default C withDiscount(double value) {
    return with("discount", value);
  }
}
