package dev.rookery.core.settings;

import dev.rookery.settings.Setting;
import dev.rookery.settings.SettingsRecord;

/**
 * The loss of a TD error.
 *
 * @param <C> the record that has them
 */
public interface LossSettings<C extends Record> extends SettingsRecord<C> {

  @Setting(
      value =
          "TD error beyond which the loss is linear instead of quadratic; infinity: half the squared error everywhere.",
      min = 0,
      aboveMin = true,
      defaultValue = "Infinity")
  double huberKappa();

  /** With another {@link #huberKappa()}. */
  default C withHuberKappa(double value) {
    return with("huberKappa", value);
  }
}
