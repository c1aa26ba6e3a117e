package dev.rookery.core.settings;

import dev.rookery.settings.Setting;
import dev.rookery.settings.SettingsRecord;

/**
 * What later rewards are worth.
 *
 * @param <C> the record that has them
 */
public interface DiscountSettings<C extends Record> extends SettingsRecord<C> {

  @Setting(value = "Discount of a reward one step later.", min = 0, max = 1, defaultValue = "0.99")
  double discount();

  /** With another {@link #discount()}. */
  default C withDiscount(double value) {
    return with("discount", value);
  }
}
