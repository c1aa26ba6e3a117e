package dev.rookery.core.settings;

import dev.rookery.settings.Setting;

/**
 * Replay that draws rows by priority if it is told to, with a schedule for importance weights.
 *
 * @param <C> the record that has them
 */
public interface OptionalPrioritySettings<C extends Record> extends PrioritySettings<C> {

  @Setting(
      value = "Draw rows by the size of their TD error (Schaul et al. 2016).",
      defaultValue = "false")
  boolean prioritized();

  /** With another {@link #prioritized()}. */
  default C withPrioritized(boolean value) {
    return with("prioritized", value);
  }

  @Setting(
      value =
          "Share of all rows so far that are drawn from, the newest ones, where rows are not drawn by priority; 1: all that replay keeps.",
      min = 0,
      max = 1,
      aboveMin = true,
      defaultValue = "0.5")
  double newestShare();

  /** With another {@link #newestShare()}. */
  default C withNewestShare(double value) {
    return with("newestShare", value);
  }

  @Override
  @Setting(
      value = "How far importance weights correct for priorities at the start.",
      min = 0,
      max = 1,
      defaultValue = "0.4")
  double importanceExponent();

  @Setting(
      value = "Updates over which that exponent rises to 1; 0: those of the whole run.",
      min = 0,
      defaultValue = "0")
  long importanceExponentSteps();

  /** With another {@link #importanceExponentSteps()}. */
  default C withImportanceExponentSteps(long value) {
    return with("importanceExponentSteps", value);
  }
}
