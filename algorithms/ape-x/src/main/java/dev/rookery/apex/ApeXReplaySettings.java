package dev.rookery.apex;

import dev.rookery.core.settings.PrioritySettings;
import dev.rookery.core.settings.ReplaySettings;
import dev.rookery.settings.Setting;

/**
 * The settings of Ape-X's replay, whatever learns from it.
 *
 * @param <C> the record that has them
 */
public interface ApeXReplaySettings<C extends Record>
    extends ReplaySettings<C>, PrioritySettings<C> {

  @Override
  @Setting(value = "Rows that replay is trimmed to.", min = 1, defaultValue = "100_000")
  int replayCapacity();

  @Setting(value = "Updates from one trim to the next.", min = 1, defaultValue = "100")
  int trimInterval();

  /** With another {@link #trimInterval()}. */
  default C withTrimInterval(int value) {
    return with("trimInterval", value);
  }

  @Setting(
      value = "Draw the next batch on a thread of its own while learning from the one before.",
      defaultValue = "true")
  boolean prefetch();

  /** With another {@link #prefetch()}. */
  default C withPrefetch(boolean value) {
    return with("prefetch", value);
  }
}
