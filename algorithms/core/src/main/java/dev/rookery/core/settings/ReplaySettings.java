package dev.rookery.core.settings;

import dev.rookery.algorithm.RateLimit;
import dev.rookery.settings.Setting;
import dev.rookery.settings.SettingsException;
import dev.rookery.settings.SettingsRecord;

/**
 * How much replay keeps, and how often it is learned from.
 *
 * @param <C> the record that has them
 */
public interface ReplaySettings<C extends Record> extends SettingsRecord<C> {

  @Setting(value = "Rows of one update.", min = 1, max = 65536, defaultValue = "64")
  int batchSize();

  /** With another {@link #batchSize()}. */
  default C withBatchSize(int value) {
    return with("batchSize", value);
  }

  @Setting(value = "Rows that replay keeps.", min = 1, defaultValue = "100_000")
  int replayCapacity();

  /** With another {@link #replayCapacity()}. */
  default C withReplayCapacity(int value) {
    return with("replayCapacity", value);
  }

  @Setting(value = "Rows in replay before learning begins.", min = 1, defaultValue = "1_000")
  int learningStarts();

  /** With another {@link #learningStarts()}. */
  default C withLearningStarts(int value) {
    return with("learningStarts", value);
  }

  @Setting(
      value = "How often a row is learned from on average: batchSize × updates per step.",
      min = 0,
      aboveMin = true,
      defaultValue = "32")
  double samplesPerInsert();

  /** With another {@link #samplesPerInsert()}. */
  default C withSamplesPerInsert(double value) {
    return with("samplesPerInsert", value);
  }

  /**
   * Checks that learning can begin.
   *
   * @throws SettingsException if it would wait for more rows than replay keeps
   */
  default void requireRoomToLearn() {
    if (learningStarts() > replayCapacity()) {
      throw new SettingsException(
          "learningStarts %s is above replayCapacity %s: learning would never begin"
              .formatted(learningStarts(), replayCapacity()));
    }
  }

  /** The pace of learning: acting may be 256 rows ahead of it, or behind. */
  default RateLimit rateLimit() {
    double rowsOfTolerance = 256;
    return new RateLimit(
        learningStarts(),
        samplesPerInsert(),
        batchSize(),
        rowsOfTolerance * samplesPerInsert() + batchSize());
  }
}
