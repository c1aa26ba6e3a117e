package dev.rookery.core.settings;

import dev.rookery.settings.Setting;

/**
 * What a row of experience sums up.
 *
 * @param <C> the record that has them
 */
public interface ReturnSettings<C extends Record> extends DiscountSettings<C> {

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
}
