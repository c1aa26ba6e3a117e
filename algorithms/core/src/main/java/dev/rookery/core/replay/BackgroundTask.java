package dev.rookery.core.replay;

import dev.rookery.RookeryException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One task that runs again and again on a daemon thread of its own, whenever one other thread asks
 * for it, and at most once at a time. What a thread did before {@link #start} is seen by the task,
 * and what the task did is seen after {@link #await}. Allocates nothing per run.
 */
final class BackgroundTask implements AutoCloseable {

  /** How long a run may take: far more than any task needs. */
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final long PARK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Turns of waiting before a thread is put to sleep, which costs more than a short task. */
  private static final int SPINS = 1000;

  private final Runnable task;
  private final Thread thread;
  private volatile boolean running;
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Thread waiting;

  /** Starts the thread. */
  BackgroundTask(String name, Runnable task) {
    this.task = task;
    thread = new Thread(this::loop, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Lets the task run once; the run before must be over. */
  void start() {
    running = true;
    LockSupport.unpark(thread);
  }

  /**
   * Waits until the run under way, if any, is over.
   *
   * @throws RookeryException if the task failed, or does not end
   */
  void await() {
    if (running) {
      awaitEnd();
    }
    Throwable cause = failure;
    if (cause != null) {
      throw new RookeryException(
          "%s failed on its thread: %s".formatted(thread.getName(), cause), cause);
    }
  }

  private void awaitEnd() {
    for (int i = 0; i < SPINS && running; i++) {
      Thread.onSpinWait();
    }
    waiting = Thread.currentThread();
    long waited = 0;
    while (running) {
      if (waited >= LIMIT_NANOS) {
        throw new RookeryException(
            "waited %s s for %s: its thread is stuck or gone"
                .formatted(TimeUnit.NANOSECONDS.toSeconds(LIMIT_NANOS), thread.getName()));
      }
      long before = System.nanoTime();
      LockSupport.parkNanos(this, PARK_NANOS);
      // Where the whole process was stopped meanwhile, the task had no time either.
      waited += Math.min(PARK_NANOS, System.nanoTime() - before);
    }
    waiting = null;
  }

  private void loop() {
    while (!closed) {
      if (running) {
        run();
      } else {
        LockSupport.parkNanos(this, PARK_NANOS);
      }
    }
  }

  private void run() {
    try {
      task.run();
    } catch (Throwable e) { // It belongs to the thread that waits.
      failure = e;
    }
    running = false;
    LockSupport.unpark(waiting);
  }

  /**
   * Ends the thread, after the run under way.
   *
   * @throws RookeryException if it does not end
   */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    long deadline = System.nanoTime() + LIMIT_NANOS;
    while (thread.isAlive() && System.nanoTime() - deadline < 0) {
      try {
        thread.join(TimeUnit.NANOSECONDS.toMillis(PARK_NANOS));
      } catch (InterruptedException e) {
        interrupted = true; // What the task uses is freed next, so its end is waited for still.
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      throw new RookeryException(thread.getName() + " does not end: its thread is stuck");
    }
  }
}
