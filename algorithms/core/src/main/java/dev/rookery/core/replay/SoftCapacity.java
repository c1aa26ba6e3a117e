package dev.rookery.core.replay;

import dev.rookery.settings.SettingsException;

/**
 * How many rows a replay is trimmed to, and how often (Horgan et al. 2018, "Ape-X", algorithm 2 and
 * appendix D: "periodically remove to fit"). In between it grows into memory that it has to spare,
 * so that inserting never waits for removing; only where that is full too does the oldest row make
 * room for the next.
 *
 * @param rows how many are kept, at least 1
 * @param interval learner steps from one removal to the next, at least 1
 */
public record SoftCapacity(int rows, int interval) {

  /**
   * Refuses what is out of range.
   *
   * @throws SettingsException if a number is below 1
   */
  public SoftCapacity {
    if (rows < 1 || interval < 1) {
      throw new SettingsException(
          "a soft capacity needs at least 1 row and an interval of at least 1 step, not %s and %s"
              .formatted(rows, interval));
    }
  }

  /**
   * How much memory is enough, in rows: what comes in between two removals fits twice, but no more
   * than as much again as is kept.
   *
   * @param rowsPerStep how many rows come in per learner step, on average
   */
  public int memory(double rowsPerStep) {
    double spare = Math.min(rows, Math.ceil(2 * rowsPerStep * interval));
    return (int) Math.min(Integer.MAX_VALUE, rows + Math.max(1, spare));
  }
}
