package dev.rookery.runtime.run;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * Runs a role on a thread of its own until it is closed or fails. Agrona's runner is not used,
 * because it goes on after errors, and waits for ever for a role that is stuck.
 */
final class RoleThread implements AutoCloseable {

  /** A role that can be interrupted ends within this time. */
  private static final Duration INTERRUPTED_LIMIT = Duration.ofSeconds(1);

  private final Agent role;
  private final Duration endLimit;
  private final Supplier<String> activity;
  private final Consumer<Throwable> onFailure;
  private final Thread thread;
  private final AtomicLong cycles = new AtomicLong();
  private volatile boolean stopped;

  /**
   * Makes a thread that is not started yet.
   *
   * @param endLimit how long the role may take to end
   * @param activity the call of user code that the role is in, or empty; asked when the role is
   *     stuck
   * @param onFailure is told of errors
   */
  RoleThread(
      Agent role, Duration endLimit, Supplier<String> activity, Consumer<Throwable> onFailure) {
    this.role = role;
    this.endLimit = endLimit;
    this.activity = activity;
    this.onFailure = onFailure;
    thread = new Thread(this::run, role.roleName());
    thread.setDaemon(true); // One that is stuck does not keep the process.
  }

  void start() {
    thread.start();
  }

  /**
   * Looks at the call of user code that the role is in; returns for how many nanoseconds the watch
   * has seen the same one.
   */
  long look(CallWatch watch) {
    return watch.look(activity.get(), cycles.get());
  }

  /** Asks the role to end; does not wait. */
  void stop() {
    stopped = true;
  }

  /** Waits for the role's end; returns whether it has ended. */
  boolean awaitEnd(Duration limit) throws InterruptedException {
    thread.join(limit.toMillis());
    return !thread.isAlive();
  }

  /** Interrupts the role; returns whether it has ended soon after. */
  boolean interrupt() throws InterruptedException {
    thread.interrupt();
    return awaitEnd(INTERRUPTED_LIMIT);
  }

  private void run() {
    guarded(
        () -> {
          role.onStart();
          IdleStrategy idle = new BackoffIdleStrategy();
          while (!stopped && !Thread.currentThread().isInterrupted()) {
            idle.idle(role.doWork());
            cycles.lazySet(cycles.get() + 1);
          }
        });
    guarded(role::onClose);
  }

  private interface Work {
    void run() throws Exception;
  }

  private void guarded(Work work) {
    try {
      work.run();
    } catch (Throwable e) { // An Error in a role, out of memory say, must end the run too.
      onFailure.accept(e);
    }
  }

  /**
   * Ends the role, also one that was not started. A role that is stuck counts as failed, and its
   * thread is left running.
   */
  @Override
  public void close() {
    stop();
    if (thread.getState() == Thread.State.NEW) {
      guarded(role::onClose);
      return;
    }
    try {
      if (!awaitEnd(endLimit)) {
        String known = activity.get();
        onFailure.accept(
            new StuckRoleException(
                "%s did not end within %s s%s"
                    .formatted(
                        role.roleName(),
                        endLimit.toMillis() * 1e-3,
                        known.isEmpty() ? "" : ": it is stuck in " + known)));
        var unused = interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      onFailure.accept(e);
    }
  }
}
