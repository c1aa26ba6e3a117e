package dev.rookery.core.settings;

import dev.rookery.settings.Setting;
import dev.rookery.settings.SettingsRecord;

/**
 * The setting of {@link dev.rookery.core.returns.GeneralizedAdvantage}.
 *
 * @param <C> the record that has it
 */
public interface GeneralizedAdvantageSettings<C extends Record> extends SettingsRecord<C> {

  @Setting(
      value = "Weight of later TD errors in an advantage: 0 is one step, 1 the whole return.",
      min = 0,
      max = 1,
      defaultValue = "0.95")
  double gaeLambda();

  /** With another {@link #gaeLambda()}. */
  default C withGaeLambda(double value) {
    return with("gaeLambda", value);
  }
}
