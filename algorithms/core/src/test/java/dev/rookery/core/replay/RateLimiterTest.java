package dev.rookery.core.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.RateLimit;
import dev.rookery.experience.SampleBatch;
import dev.rookery.settings.SettingsException;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

  private static final double ROUNDING = 2e-3;

  private UniformReplayBuffer store;
  private long now;

  @BeforeEach
  @BeforeTry
  void open() {
    store = new UniformReplayBuffer(NumberedRows.SCHEMA, 10);
  }

  @AfterEach
  @AfterTry
  void close() {
    store.close();
  }

  @Property(tries = 500)
  void theRatioStaysInTheBandAndNobodyWaitsForEver(
      @ForAll @IntRange(min = 1, max = 200) int minimum,
      @ForAll @DoubleRange(min = 0.01, max = 40) double ratio,
      @ForAll @IntRange(min = 1, max = 64) int batchSize,
      @ForAll @IntRange(min = 1, max = 50) int blockRows,
      @ForAll @DoubleRange(min = 1, max = 3) double slack,
      @ForAll @DoubleRange(min = 0, max = 1) double eagernessToLearn,
      @ForAll long seed) {
    double tolerance = slack * Math.max(batchSize, ratio * blockRows);
    RateLimiter limiter = limiter(minimum, ratio, batchSize, tolerance, blockRows);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 1000; i++) {
      assertTrue(limiter.canInsert(blockRows) || limiter.canSample(), limiter.explanation());
      int rows = random.nextInt(1, blockRows + 1);
      if (random.nextDouble() < eagernessToLearn) {
        if (limiter.canSample()) {
          sample(batchSize);
        }
      } else if (limiter.canInsert(rows)) {
        insert(rows);
      }
      double behind = ratio * (store.inserted() - minimum) - store.sampled();
      assertTrue(behind <= tolerance + ROUNDING, "learning is %s behind".formatted(behind));
      assertTrue(
          store.sampled() == 0 || behind >= -tolerance - ROUNDING,
          "it is %s behind".formatted(behind));
    }
  }

  @Property(tries = 200)
  void inLockstepLearningFollowsActingWithinOneBatch(
      @ForAll @IntRange(min = 1, max = 200) int minimum,
      @ForAll @DoubleRange(min = 0.01, max = 40) double ratio,
      @ForAll @IntRange(min = 1, max = 64) int batchSize,
      @ForAll @IntRange(min = 1, max = 50) int blockRows) {
    double tolerance = Math.max(batchSize, ratio * blockRows);
    RateLimiter limiter = limiter(minimum, ratio, batchSize, tolerance, blockRows);
    for (int i = 0; i < 100; i++) {
      insert(blockRows);
      for (long owed = limiter.owedUpdates(); owed > 0; owed--) {
        assertTrue(limiter.canSample());
        sample(batchSize);
      }
      assertEquals(0, limiter.owedUpdates());
      double behind = ratio * (store.inserted() - minimum) - store.sampled();
      assertTrue(behind < batchSize, "learning is %s behind".formatted(behind));
      assertTrue(store.sampled() == 0 || behind > -ROUNDING, "it is %s ahead".formatted(-behind));
    }
  }

  @Test
  void nothingIsSampledBeforeTheMinimum() {
    RateLimiter limiter = limiter(6, 8, 4, 100, 5);
    insert(5);

    assertFalse(limiter.canSample());
    assertEquals("learning waits for the first rows: 5 of 6 are there", limiter.explanation());
    insert(1);
    assertTrue(limiter.canSample());
  }

  @Test
  void theExplanationSaysWhoWaitsAndGivesTheNumbers() {
    RateLimiter limiter = limiter(10, 2, 4, 10, 4);
    insert(11);
    assertEquals(
        "neither acting nor learning waits: 11 rows came in and 0 were sampled, where 2.0 samples"
            + " per row would be 2, and 10.0 are tolerated either way",
        limiter.explanation());
    insert(3);
    assertFalse(limiter.canInsert(4));
    assertEquals(
        "acting waits for learning: 14 rows came in and 0 were sampled, where 2.0 samples per row"
            + " would be 8, and 10.0 are tolerated either way",
        limiter.explanation());
    sample(4);
    sample(4);
    sample(4);
    sample(4);
    assertFalse(limiter.canSample());
    assertEquals(
        "learning waits for acting: 14 rows came in and 16 were sampled, where 2.0 samples per row"
            + " would be 8, and 10.0 are tolerated either way",
        limiter.explanation());
  }

  @Test
  void waitsAreTimed() {
    RateLimiter limiter = limiter(10, 2, 4, 8, 4);
    now = 1000;
    limiter.canSample();
    now = 1200;
    limiter.canSample();

    assertEquals(200, limiter.sampleWaitNanos());
    insert(14);
    now = 1500;
    limiter.canSample();
    limiter.canInsert(4);
    now = 1600;
    assertEquals(500, limiter.sampleWaitNanos());
    assertEquals(100, limiter.insertWaitNanos());
  }

  @Test
  void aToleranceBelowOneBlockIsRefusedWithTheBlocksThatFit() {
    SettingsException e = assertThrows(SettingsException.class, () -> limiter(10, 8, 32, 399, 50));

    assertEquals(
        "a rate limit's tolerance of 399.0 samples is below the 400.0 that one block of 50 rows"
            + " allows at 8.0 samples per row: acting and learning could wait for each other for"
            + " ever; lower run.blockRows to at most 49, or raise the tolerance",
        e.getMessage());
  }

  @Test
  void aBlockLargerThanAnnouncedIsRefused() {
    RateLimiter limiter = limiter(10, 1, 4, 8, 4);

    assertThrows(IllegalArgumentException.class, () -> limiter.canInsert(5));
  }

  private RateLimiter limiter(
      long minimum, double ratio, int batchSize, double tolerance, int blockRows) {
    return new RateLimiter(
        new RateLimit(minimum, ratio, batchSize, tolerance), store, blockRows, () -> now);
  }

  private void insert(int rows) {
    store.insert(NumberedRows.rows(0, rows), 0, rows);
  }

  private void sample(int rows) {
    store.sample(new SampleBatch(NumberedRows.SCHEMA, rows), new SplittableRandom(1));
  }
}
