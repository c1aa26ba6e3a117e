package dev.rookery.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitTest {

  @Test
  void aToleranceOfOneUpdateIsEnough() {
    assertEquals(64, new RateLimit(1, 0.5, 64, 64).tolerance());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1.0, 1",
    "-5, 1.0, 1",
    "1, 0.0, 1",
    "1, -1.0, 1",
    "1, NaN, 1",
    "1, Infinity, 1",
    "1, 1.0, 0"
  })
  void numbersOutOfRangeAreRefused(long minimumInserts, double samplesPerInsert, int batchSize) {
    assertRefused(
        "a rate limit needs at least 1 row, a finite ratio above 0 and a batch of at least 1, not"
            + " %d, %s, %d".formatted(minimumInserts, samplesPerInsert, batchSize),
        minimumInserts,
        samplesPerInsert,
        batchSize,
        1_000);
  }

  @ParameterizedTest
  @CsvSource({"63.9", "0.0", "-1.0", "NaN"})
  void aToleranceThatWouldDeadlockIsRefused(double tolerance) {
    assertRefused(
        "a rate limit's tolerance of %s samples is below the 64 that one update takes: acting and learning would wait for each other for ever; set it to at least 64"
            .formatted(tolerance),
        1,
        8,
        64,
        tolerance);
  }

  private static void assertRefused(
      String message, long minimumInserts, double ratio, int batchSize, double tolerance) {
    assertEquals(
        message,
        assertThrows(
                SettingsException.class,
                () -> new RateLimit(minimumInserts, ratio, batchSize, tolerance))
            .getMessage());
  }
}
