package dev.rookery.runtime.run;

import dev.rookery.RookeryException;
import dev.rookery.transport.Transport;
import dev.rookery.transport.TransportException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.jspecify.annotations.Nullable;

/**
 * The transport by which all actors of a process reach the learner: opened for the first, and anew
 * when it has broken. Thread-safe.
 */
final class SharedTransport {

  private static final long RETRY_MILLIS = 200;

  private final Supplier<Transport> opener;
  private final NanoClock clock;
  private final Duration limit;
  private @Nullable Lease current;

  /**
   * Opens nothing yet.
   *
   * @param opener joins the transport
   * @param limit how long to wait for a transport that is yet to be created
   */
  SharedTransport(Supplier<Transport> opener, NanoClock clock, Duration limit) {
    this.opener = opener;
    this.clock = clock;
    this.limit = limit;
  }

  /**
   * The use of one transport by some actors; it is closed when the last of them has given it up.
   */
  final class Lease implements AutoCloseable {

    private final Transport transport;
    private int users;
    private volatile boolean broken;

    private Lease(Transport transport) {
      this.transport = transport;
    }

    Transport transport() {
      return transport;
    }

    /** Whether one of its users has found it broken. */
    boolean isBroken() {
      return broken;
    }

    /** Nobody gets it any more, and all who have it are to give it up. */
    void markBroken() {
      synchronized (SharedTransport.this) {
        broken = true;
        if (current == this) {
          current = null;
        }
      }
    }

    /** Gives it up. */
    @Override
    public void close() {
      synchronized (SharedTransport.this) {
        users--;
        if (users > 0) {
          return;
        }
        if (current == this) {
          current = null;
        }
      }
      transport.close();
    }
  }

  /**
   * The transport; waits for one that is yet to be created.
   *
   * @param stopped whether to give up; asked all the time
   * @throws TransportException if there is none in time, or it was stopped
   * @throws RookeryException if it cannot be joined at all
   */
  Lease open(BooleanSupplier stopped) {
    long start = clock.nanoTime();
    IdleStrategy idle = new SleepingMillisIdleStrategy(RETRY_MILLIS);
    while (true) {
      try {
        return tryToOpen();
      } catch (TransportException e) {
        if (stopped.getAsBoolean()) {
          throw e;
        }
        if (clock.nanoTime() - start > limit.toNanos()) {
          throw new TransportException(
              "waited %s s: %s".formatted(limit.toSeconds(), e.getMessage()), e);
        }
        idle.idle();
      }
    }
  }

  private synchronized Lease tryToOpen() {
    Lease lease = current;
    if (lease == null) {
      lease = new Lease(opener.get());
      current = lease;
    }
    lease.users++;
    return lease;
  }
}
