package dev.rookery.core.settings;

import dev.rookery.settings.Setting;
import dev.rookery.settings.SettingsRecord;

/**
 * Which parameters a learner publishes.
 *
 * @param <C> the record that has them
 */
public interface AveragingSettings<C extends Record> extends SettingsRecord<C> {

  @Setting(
      value =
          "Updates over which the parameters that act and are evaluated are averaged, with weights that fall exponentially; 0: the latest are used.",
      min = 0,
      defaultValue = "1_000")
  long averagingUpdates();

  /** With another {@link #averagingUpdates()}. */
  default C withAveragingUpdates(long value) {
    return with("averagingUpdates", value);
  }
}
