package dev.rookery.runtime.run;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.agrona.concurrent.NanoClock;

/**
 * Lets one thread watch how long another is in an environment. The watcher finds an environment
 * that does not return, and may then abandon the other thread: should the environment return after
 * all, an exception keeps that thread from touching anything else of the run.
 */
final class EnvironmentGuard {

  private static final long ABANDONED = -1;

  private final Supplier<String> activity;
  private final CallWatch watch;
  private final double timeoutSeconds;

  /** Odd while the guarded thread is in environments; grows whenever it enters or leaves them. */
  private final AtomicLong turn = new AtomicLong();

  private long watchedTurn;

  /**
   * A guard of one thread, for one watcher.
   *
   * @param activity the environment and method that are running now; empty if none is
   * @param timeoutSeconds how long one call of an environment may take
   */
  EnvironmentGuard(Supplier<String> activity, NanoClock clock, double timeoutSeconds) {
    this.activity = activity;
    this.timeoutSeconds = timeoutSeconds;
    watch = new CallWatch(clock);
  }

  /**
   * The guarded thread is about to call environments.
   *
   * @throws StuckRoleException if it was abandoned
   */
  void enter() {
    move();
  }

  /**
   * The guarded thread has called environments.
   *
   * @throws StuckRoleException if it was abandoned meanwhile
   */
  void leave() {
    move();
  }

  private void move() {
    long before = turn.get();
    if (before == ABANDONED || !turn.compareAndSet(before, before + 1)) {
      throw new StuckRoleException("the run has ended without this thread, which was stuck");
    }
  }

  /**
   * The watcher asks, several times a second.
   *
   * @throws StuckRoleException if the environment has been in the same call for too long
   */
  void check() {
    watchedTurn = turn.get();
    String call = isInside(watchedTurn) ? activity.get() : "";
    if (watch.look(call, watchedTurn) * 1e-9 > timeoutSeconds) {
      throw StuckRoleException.inCall(call, timeoutSeconds);
    }
  }

  /**
   * The watcher goes on without the guarded thread.
   *
   * @return false if that thread has left the environment; then it is not abandoned
   */
  boolean abandon() {
    return isInside(watchedTurn)
        && activity.get().equals(watch.call())
        && turn.compareAndSet(watchedTurn, ABANDONED);
  }

  /** Whether the guarded thread was abandoned. Any thread may ask. */
  boolean isAbandoned() {
    return turn.get() == ABANDONED;
  }

  private static boolean isInside(long turn) {
    return (turn & 1) != 0;
  }
}
