package dev.rookery.runtime.membership;

import org.jspecify.annotations.Nullable;

/**
 * Counts how often something has failed in the same way without any progress in between: then to
 * try once more does not help. Not thread-safe.
 */
public final class RepeatedFailures {

  /** How many failures are too many. */
  public static final int LIMIT = 3;

  private @Nullable String lastReason;
  private int count;

  /** No failure so far. */
  public RepeatedFailures() {}

  /**
   * Counts a failure.
   *
   * @param reason equal for failures of the same way
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
