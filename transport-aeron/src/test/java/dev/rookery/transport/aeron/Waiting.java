package dev.rookery.transport.aeron;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions, with a limit. */
final class Waiting {

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);

  private Waiting() {}

  static void until(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > LIMIT_NANOS) {
        throw new AssertionError("waited too long for " + what);
      }
      LockSupport.parkNanos(20_000);
    }
  }
}
