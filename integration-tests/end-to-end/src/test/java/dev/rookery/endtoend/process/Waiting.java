package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits, but not for ever. */
final class Waiting {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long PAUSE_NANOS = 1_000_000;

  private Waiting() {}

  /** Waits until something is so. */
  static void until(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - start < LIMIT.toNanos(), () -> "waited too long for " + what);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
