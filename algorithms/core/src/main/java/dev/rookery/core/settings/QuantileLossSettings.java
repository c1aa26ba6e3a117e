package dev.rookery.core.settings;

import dev.rookery.settings.Setting;
import dev.rookery.settings.SettingsRecord;

/**
 * The quantile Huber loss.
 *
 * @param <C> the record that has them
 */
public interface QuantileLossSettings<C extends Record> extends SettingsRecord<C> {

  @Setting(
      value =
          "Error beyond which the quantile loss is linear instead of quadratic; 0: linear everywhere.",
      min = 0,
      max = 1e6,
      defaultValue = "1")
  double quantileKappa();

  /** With another {@link #quantileKappa()}. */
  default C withQuantileKappa(double value) {
    return with("quantileKappa", value);
  }
}
