package dev.rookery.algorithm;

import dev.rookery.settings.SettingsException;

/**
 * Ties the pace of learning to the pace of acting, so that results do not depend on how fast the
 * machine happens to be (Cassirer et al. 2021, "Reverb", section 3.3). With {@code d =
 * samplesPerInsert * (inserted - minimumInserts) - sampled}, sampling waits while {@code d} would
 * fall below {@code -tolerance}, and inserting while it would rise above {@code tolerance}.
 *
 * @param minimumInserts how many rows must have been inserted before anything is sampled
 * @param samplesPerInsert how often a row is sampled on average, above 0
 * @param batchSize how many rows one update samples, at least 1
 * @param tolerance how far the two may drift apart, in samples
 */
public record RateLimit(
    long minimumInserts, double samplesPerInsert, int batchSize, double tolerance)
    implements Pacing {

  /**
   * Refuses what would deadlock.
   *
   * @throws SettingsException if a number is out of range, or the tolerance is below what one
   *     update samples
   */
  public RateLimit {
    if (minimumInserts < 1
        || !(samplesPerInsert > 0 && Double.isFinite(samplesPerInsert))
        || batchSize < 1) {
      throw new SettingsException(
          "a rate limit needs at least 1 row, a finite ratio above 0 and a batch of at least 1, not %s, %s, %s"
              .formatted(minimumInserts, samplesPerInsert, batchSize));
    }
    if (!(tolerance >= batchSize)) {
      throw new SettingsException(
          "a rate limit's tolerance of %s samples is below the %s that one update takes: acting and"
                  .formatted(tolerance, batchSize)
              + " learning would wait for each other for ever; set it to at least "
              + batchSize);
    }
  }
}
