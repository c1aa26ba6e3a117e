package dev.rookery.core.settings;

import dev.rookery.settings.Setting;
import dev.rookery.settings.SettingsRecord;

/**
 * The support of a categorical distribution of returns.
 *
 * @param <C> the record that has them
 */
public interface CategoricalSettings<C extends Record> extends SettingsRecord<C> {

  @Setting(
      value = "Atoms of each action's distribution.",
      min = 2,
      max = 65536,
      defaultValue = "51")
  int atoms();

  /** With another {@link #atoms()}. */
  default C withAtoms(int value) {
    return with("atoms", value);
  }

  @Setting(
      value =
          "Lowest return of the distributions; -Infinity: what the rewards seen before learning and the discount allow.",
      defaultValue = "-Infinity")
  double vMin();

  /** With another {@link #vMin()}. */
  default C withVMin(double value) {
    return with("vMin", value);
  }

  @Setting(
      value =
          "Highest return of the distributions; Infinity: what the rewards seen before learning and the discount allow.",
      defaultValue = "Infinity")
  double vMax();

  /** With another {@link #vMax()}. */
  default C withVMax(double value) {
    return with("vMax", value);
  }
}
