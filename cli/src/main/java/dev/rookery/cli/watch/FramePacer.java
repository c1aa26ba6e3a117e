package dev.rookery.cli.watch;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Lets every frame be seen for its time. */
final class FramePacer {

  private final LongSupplier nanoTime;
  private final LongConsumer sleep;
  private boolean started;
  private long due;

  /**
   * With a clock.
   *
   * @param nanoTime a clock like {@link System#nanoTime}
   * @param sleep waits for so many nanoseconds, or less
   */
  FramePacer(LongSupplier nanoTime, LongConsumer sleep) {
    this.nanoTime = nanoTime;
    this.sleep = sleep;
  }

  /** By the clock of this process. A thread that is interrupted does not wait. */
  static FramePacer ofThisProcess() {
    return new FramePacer(System::nanoTime, LockSupport::parkNanos);
  }

  /**
   * Waits until the frame before has had its time.
   *
   * @param seconds the time of the frame that follows
   */
  void next(double seconds) {
    long now = nanoTime.getAsLong();
    if (started && due > now) {
      sleep.accept(due - now);
    }
    long start = started ? Math.max(due, now) : now;
    due = start + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    started = true;
  }
}
