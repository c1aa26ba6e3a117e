package dev.rookery.runtime.roles;

import java.util.Locale;
import java.util.function.Supplier;
import org.agrona.concurrent.NanoClock;

/** Bounds how long a role waits for another. Not thread-safe. */
final class WaitTimeout {

  private final NanoClock clock;
  private final double limitSeconds;
  private long lastProgress;

  WaitTimeout(NanoClock clock, double limitSeconds) {
    this.clock = clock;
    this.limitSeconds = limitSeconds;
    lastProgress = clock.nanoTime();
  }

  /** The wait is over, or there was none. */
  void reset() {
    lastProgress = clock.nanoTime();
  }

  /**
   * Still waiting.
   *
   * @param what is waited for, and what to do about it
   * @throws WaitTimeoutException if it has lasted too long
   */
  void check(Supplier<String> what) {
    if ((clock.nanoTime() - lastProgress) * 1e-9 > limitSeconds) {
      throw new WaitTimeoutException(
          String.format(
              Locale.ROOT,
              "waited %.0f s for %s; raise run.timeoutSeconds if it is only slow",
              limitSeconds,
              what.get()));
    }
  }
}
