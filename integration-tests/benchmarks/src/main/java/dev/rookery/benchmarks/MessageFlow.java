package dev.rookery.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/** A thread that reads messages for as long as a benchmark sends them. */
final class MessageFlow implements AutoCloseable {

  /** A block of 50 rows of 44 bytes, with its header. */
  static final int BYTES = 50 * 44 + 64;

  /** How many messages one invocation sends. */
  static final int MESSAGES = 1_000;

  private final IntSupplier poll;
  private final Thread thread = new Thread(this::run, "subscriber");
  private volatile boolean closed;

  /** Reads with {@code poll}, which says how many messages there were. */
  MessageFlow(IntSupplier poll) {
    this.poll = poll;
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    IdleStrategy idle = idle();
    while (!closed) {
      idle.idle(poll.getAsInt());
    }
  }

  /** How both sides of both programs wait. */
  static IdleStrategy idle() {
    return new BackoffIdleStrategy(100, 10, 1_000, 100_000);
  }

  /** Waits for a connection. */
  static void await(java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("no connection");
      }
      LockSupport.parkNanos(100_000);
    }
  }

  @Override
  public void close() {
    closed = true;
    while (thread.isAlive()) {
      LockSupport.parkNanos(100_000);
    }
  }
}
