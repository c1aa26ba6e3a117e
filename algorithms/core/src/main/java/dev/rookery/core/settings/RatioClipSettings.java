package dev.rookery.core.settings;

import dev.rookery.settings.Setting;
import dev.rookery.settings.SettingsRecord;

/**
 * The clip of PPO's loss.
 *
 * @param <C> the record that has it
 */
public interface RatioClipSettings<C extends Record> extends SettingsRecord<C> {

  @Setting(
      value = "How far from 1 a probability ratio pays.",
      min = 0,
      aboveMin = true,
      max = 10,
      defaultValue = "0.2")
  double clip();

  /** With another {@link #clip()}. */
  default C withClip(double value) {
    return with("clip", value);
  }
}
