package dev.rookery.core.settings;

import dev.rookery.settings.Setting;
import dev.rookery.settings.SettingsRecord;
import java.util.List;

/**
 * The size of a network.
 *
 * @param <C> the record that has them
 */
public interface NetworkSettings<C extends Record> extends SettingsRecord<C> {

  @Setting(
      value = "Sizes of the hidden dense layers.",
      min = 1,
      max = 65536,
      defaultValue = "256, 256")
  List<Integer> hiddenLayers();

  /** With another {@link #hiddenLayers()}. */
  default C withHiddenLayers(List<Integer> value) {
    return with("hiddenLayers", value);
  }
}
