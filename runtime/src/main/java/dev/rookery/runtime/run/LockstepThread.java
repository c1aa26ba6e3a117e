package dev.rookery.runtime.run;

import dev.rookery.runtime.roles.LearnerRole;
import java.time.Duration;
import org.agrona.concurrent.NanoClock;

/**
 * The thread of a run in lockstep, and the watch over it: an environment that does not return fails
 * the run instead of holding it up for ever.
 */
final class LockstepThread {

  private final LearnerRole learner;
  private final EnvironmentGuard guard;
  private final RunState state;
  private final NanoClock clock;
  private final Duration endLimit;
  private final RoleThread thread;

  /**
   * Makes a thread that is not started yet.
   *
   * @param learner of the lockstep
   * @param endLimit how long it may take to end
   */
  LockstepThread(
      Lockstep lockstep, LearnerRole learner, RunState state, NanoClock clock, Duration endLimit) {
    this.learner = learner;
    this.state = state;
    this.clock = clock;
    this.endLimit = endLimit;
    guard = lockstep.guard();
    thread = new RoleThread(lockstep, endLimit, lockstep::activity, this::fail);
  }

  private void fail(Throwable failure) {
    if (!guard.isAbandoned()) { // It has nothing to do with the run any more.
      state.failLearner(failure);
    }
  }

  /**
   * Runs it to its end, when all roles are closed. What fails is told to the run's state.
   *
   * @param interval between calls of {@code onInterval}
   * @param onInterval is called while the run goes on
   * @throws InterruptedException if the calling thread is interrupted; the roles are closed then
   *     too
   */
  void run(Duration interval, Runnable onInterval) throws InterruptedException {
    try {
      thread.start();
      while (!state.awaitEnding(interval)) {
        onInterval.run();
        guard.check();
      }
      awaitEnd(interval);
    } catch (StuckRoleException e) {
      state.fail(e);
      if (!thread.interrupt()) {
        var unused = guard.abandon();
      }
    } catch (RuntimeException | Error e) { // of a listener
      state.fail(e);
    } finally {
      if (guard.isAbandoned()) {
        learner.onClose(); // Its state is whole: the thread is in an environment.
      } else {
        thread.close();
      }
    }
  }

  private void awaitEnd(Duration interval) throws InterruptedException {
    thread.stop();
    long start = clock.nanoTime();
    while (!thread.awaitEnd(interval) && clock.nanoTime() - start < endLimit.toNanos()) {
      guard.check();
    }
  }
}
