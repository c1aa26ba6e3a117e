package dev.rookery.runtime.roles;

import java.util.Locale;
import java.util.function.Supplier;
import org.agrona.concurrent.NanoClock;

/** Limits how long a role waits for another. Not thread-safe. */
final class WaitTimeout {

  private final NanoClock clock;
  private final double limitSeconds;
  private long lastProgress;

  WaitTimeout(NanoClock clock, double limitSeconds) {
    this.clock = clock;
    this.limitSeconds = limitSeconds;
    lastProgress = clock.nanoTime();
  }

  /** Starts the time anew, because the role does not wait or got what it waited for. */
  void reset() {
    lastProgress = clock.nanoTime();
  }

  /**
   * Checks a wait that goes on.
   *
   * @param what the role waits for, and what to do about it
   * @throws WaitTimeoutException if the time is over
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
