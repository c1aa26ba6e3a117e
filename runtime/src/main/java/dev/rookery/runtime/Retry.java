package dev.rookery.runtime;

import java.util.function.BooleanSupplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;

/** Tries again for a limited time, because on a busy machine many attempts may be over at once. */
public final class Retry {

  private Retry() {}

  /**
   * Makes attempts until one succeeds, the time is over, or the thread is interrupted. Makes at
   * least one.
   *
   * @param attempt returns whether it succeeded
   * @return whether one succeeded
   */
  public static boolean forAtMost(long nanos, NanoClock clock, BooleanSupplier attempt) {
    IdleStrategy idle = new BackoffIdleStrategy();
    long start = clock.nanoTime();
    while (!attempt.getAsBoolean()) {
      if (clock.nanoTime() - start >= nanos || Thread.currentThread().isInterrupted()) {
        return false;
      }
      idle.idle();
    }
    return true;
  }
}
