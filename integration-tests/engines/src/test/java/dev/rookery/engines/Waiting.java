package dev.rookery.engines;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits, but not for ever. */
final class Waiting {

  private static final Duration PAUSE = Duration.ofMillis(200);

  private Waiting() {}

  /**
   * Waits until something is so.
   *
   * @param what what is waited for
   * @param limit how long at most
   * @param state what to show if it does not come
   */
  static void until(
      String what, Duration limit, BooleanSupplier condition, Supplier<String> state) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > limit.toNanos()) {
        throw new AssertionError("waited %s for %s%n%s".formatted(limit, what, state.get()));
      }
      pause(PAUSE);
    }
  }

  /** Lets time pass. */
  static void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }
}
