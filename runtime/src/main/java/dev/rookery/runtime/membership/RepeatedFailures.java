package dev.rookery.runtime.membership;

import org.jspecify.annotations.Nullable;

/**
 * Counts how often something failed in the same way without progress in between, to find out when
 * another attempt will not help. Not thread-safe.
 */
public final class RepeatedFailures {

  /** After this many failures another attempt will not help. */
  public static final int LIMIT = 3;

  private @Nullable String lastReason;
  private int count;

  /** Starts without failures. */
  public RepeatedFailures() {}

  /**
   * Counts a failure.
   *
   * @param reason of the failure; the same way of failing has an equal reason
   * @param progress whether there was progress since the failure before
   * @return whether it has happened {@value #LIMIT} times
   */
  public boolean add(String reason, boolean progress) {
    boolean same = !progress && reason.equals(lastReason);
    count = same ? count + 1 : 1;
    lastReason = reason;
    return count >= LIMIT;
  }
}
