package dev.rookery.transport.aeron;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NoOpIdleStrategy;

/**
 * A thread of the transport that sends the rest of long messages, and checks the media driver. It
 * sleeps while there is no rest to send.
 */
final class SenderThread implements Agent, AutoCloseable {

  private static final long WATCH_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final AeronTransport transport;
  private final AgentRunner runner;
  private final IdleStrategy backoff =
      new BackoffIdleStrategy(10, 20, TimeUnit.MICROSECONDS.toNanos(1), 200_000);
  private long nextWatch = System.nanoTime();

  SenderThread(AeronTransport transport) {
    this.transport = transport;
    runner = new AgentRunner(NoOpIdleStrategy.INSTANCE, transport::onError, null, this);
  }

  void start() {
    AgentRunner.startOnThread(
        runner,
        work -> {
          Thread thread = new Thread(work, roleName());
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public int doWork() {
    long now = System.nanoTime();
    if (now - nextWatch >= 0) {
      nextWatch = now + WATCH_INTERVAL_NANOS;
      transport.watch(now);
    }
    int work = 0;
    boolean pending = false;
    for (AeronPublication publication : transport.publications()) {
      work += publication.work();
      pending |= publication.isPending();
    }
    if (pending) {
      backoff.idle(work);
    } else {
      LockSupport.parkNanos(this, WATCH_INTERVAL_NANOS);
    }
    return work;
  }

  /** Ends its sleep. */
  void wake() {
    LockSupport.unpark(runner.thread());
  }

  @Override
  public String roleName() {
    return "rookery-aeron-sender";
  }

  @Override
  public void close() {
    runner.close();
  }
}
