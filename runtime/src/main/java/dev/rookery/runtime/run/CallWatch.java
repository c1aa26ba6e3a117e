package dev.rookery.runtime.run;

import org.agrona.concurrent.NanoClock;

/**
 * Finds a call of user code that does not return, by looking at it again and again. Used by one
 * thread.
 */
final class CallWatch {

  /**
   * Between two looks no more time counts: then the whole process was stopped, and the call too.
   */
  private static final long LONGEST_PAUSE_NANOS = 1_000_000_000L;

  /** Less than 1, so that the reason is known before the learner gives up waiting. */
  private static final double SHARE_OF_TIMEOUT = 0.75;

  private final NanoClock clock;
  private String call = "";
  private long number;
  private long lastLook;
  private long duration;

  CallWatch(NanoClock clock) {
    this.clock = clock;
  }

  /** How many seconds one call of an environment may last. */
  static double limitSeconds(double timeoutSeconds) {
    return SHARE_OF_TIMEOUT * timeoutSeconds;
  }

  /**
   * Looks at the call that is under way.
   *
   * @param current what is called; empty if nothing is
   * @param currentNumber differs between two calls of one name
   * @return for how many nanoseconds the same call has been seen
   */
  long look(String current, long currentNumber) {
    long now = clock.nanoTime();
    if (!current.isEmpty() && current.equals(call) && currentNumber == number) {
      duration += Math.min(now - lastLook, LONGEST_PAUSE_NANOS);
    } else {
      call = current;
      number = currentNumber;
      duration = 0;
    }
    lastLook = now;
    return duration;
  }

  /** The call that was last looked at. */
  String call() {
    return call;
  }
}
