package dev.rookery.core.settings;

import dev.rookery.settings.Setting;

/**
 * The shape of a Q-network, and how it is used to choose the next action.
 *
 * @param <C> the record that has them
 */
public interface QNetworkSettings<C extends Record> extends NetworkSettings<C> {

  @Setting(
      value = "Choose the next action with the online network (van Hasselt et al. 2016).",
      defaultValue = "false")
  boolean doubleQ();

  /** With another {@link #doubleQ()}. */
  default C withDoubleQ(boolean value) {
    return with("doubleQ", value);
  }

  @Setting(
      value = "Separate streams for state value and advantages (Wang et al. 2016).",
      defaultValue = "false")
  boolean dueling();

  /** With another {@link #dueling()}. */
  default C withDueling(boolean value) {
    return with("dueling", value);
  }

  @Setting(
      value =
          "Units of a hidden layer that each of those streams has of its own; 0: they are linear.",
      min = 0,
      max = 65536,
      defaultValue = "0")
  int duelingUnits();

  /** With another {@link #duelingUnits()}. */
  default C withDuelingUnits(int value) {
    return with("duelingUnits", value);
  }
}
