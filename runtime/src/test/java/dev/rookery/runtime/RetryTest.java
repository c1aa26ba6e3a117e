package dev.rookery.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.runtime.roles.ManualClock;
import org.junit.jupiter.api.Test;

class RetryTest {

  private final ManualClock clock = new ManualClock();
  private int attempts;

  @Test
  void anyNumberOfAttemptsFitsIntoTheTime() {
    assertTrue(Retry.forAtMost(1, clock, () -> ++attempts == 1000));
    assertEquals(1000, attempts);
  }

  @Test
  void whenTheTimeIsOverThereIsNoOtherAttempt() {
    clock.onRead(() -> clock.advanceSeconds(0.25));
    assertFalse(Retry.forAtMost(1_000_000_000L, clock, () -> ++attempts == 1000));
    assertEquals(4, attempts);
  }

  @Test
  void oneAttemptIsAlwaysMade() {
    assertTrue(Retry.forAtMost(0, clock, () -> true));
    Thread.currentThread().interrupt();
    assertFalse(Retry.forAtMost(1, clock, () -> ++attempts > 1));
    assertTrue(Thread.interrupted());
    assertEquals(1, attempts);
  }
}
