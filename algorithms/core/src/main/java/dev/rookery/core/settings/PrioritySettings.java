package dev.rookery.core.settings;

import dev.rookery.settings.Setting;
import dev.rookery.settings.SettingsRecord;

/**
 * Replay that draws rows by priority (Schaul et al. 2016).
 *
 * @param <C> the record that has them
 */
public interface PrioritySettings<C extends Record> extends SettingsRecord<C> {

  @Setting(
      value = "How much priorities matter; 0: not at all.",
      min = 0,
      max = 1,
      defaultValue = "0.6")
  double priorityExponent();

  /** With another {@link #priorityExponent()}. */
  default C withPriorityExponent(double value) {
    return with("priorityExponent", value);
  }

  @Setting(
      value = "How far importance weights correct for priorities.",
      min = 0,
      max = 1,
      defaultValue = "0.4")
  double importanceExponent();

  /** With another {@link #importanceExponent()}. */
  default C withImportanceExponent(double value) {
    return with("importanceExponent", value);
  }
}
