package dev.rookery.runtime.run;

import dev.rookery.algorithm.DivergenceException;
import dev.rookery.environment.EnvironmentException;
import dev.rookery.runtime.membership.RepeatedFailureException;
import dev.rookery.runtime.ownership.SupersededException;
import dev.rookery.runtime.roles.WaitTimeoutException;
import dev.rookery.training.StopReason;
import dev.rookery.transport.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether a run goes on, and if not, why: it was stopped, or something failed. The first reason and
 * the first failure count. Thread-safe.
 */
final class RunState {

  private final CountDownLatch ending = new CountDownLatch(1);
  private final AtomicReference<@Nullable StopReason> stopReason = new AtomicReference<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final List<String> stuckRoles = new CopyOnWriteArrayList<>();
  private volatile boolean learnerDamaged;

  /** Ends the run in good order. */
  void stop(StopReason reason) {
    stopReason.compareAndSet(null, reason);
    ending.countDown();
  }

  /** Ends the run because something other than the learner failed. */
  void fail(Throwable cause) {
    if (cause instanceof DivergenceException // Though an actor saw it first.
        || SupersededException.isCauseOf(cause)) { // The next owner has its own checkpoints.
      learnerDamaged = true;
    }
    if (!failure.compareAndSet(null, cause) && cause instanceof StuckRoleException) {
      stuckRoles.add(String.valueOf(cause.getMessage())); // Perhaps why another role timed out.
    }
    ending.countDown();
  }

  /** Ends the run because the learner failed, or another role on the learner's thread. */
  void failLearner(Throwable cause) {
    if (isHarmful(cause)) { // A later failure repairs nothing: this is never set to false.
      learnerDamaged = true;
    }
    fail(cause);
  }

  /** A timeout, a broken transport or a broken environment do the learner's state no harm. */
  private static boolean isHarmful(Throwable failure) {
    return !(failure instanceof WaitTimeoutException
        || failure instanceof RepeatedFailureException
        || failure instanceof TransportException
        || failure instanceof EnvironmentException);
  }

  /** Whether the run is to end, or has ended. */
  boolean isEnding() {
    return ending.getCount() == 0;
  }

  /** Waits until the run is to end; returns false if it goes on after that time. */
  boolean awaitEnding(Duration limit) throws InterruptedException {
    return ending.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Why the run was stopped; empty if it was not. */
  Optional<StopReason> stopReason() {
    return Optional.ofNullable(stopReason.get());
  }

  /** What failed first; empty if nothing did. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** The messages of roles that were found stuck after another failure. */
  List<String> stuckRoles() {
    return stuckRoles;
  }

  /** Whether the learner's state is wrong or unknown, so that no checkpoint of it is written. */
  boolean isLearnerDamaged() {
    return learnerDamaged;
  }
}
