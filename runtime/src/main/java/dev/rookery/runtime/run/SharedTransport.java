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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transport that all actors of a process share: opened for the first actor, and opened again
 * when it has broken. Thread-safe.
 */
final class SharedTransport {

  private static final Logger LOG = LoggerFactory.getLogger(SharedTransport.class);
  private static final long RETRY_MILLIS = 200;

  private static final long LOOK_NANOS = 1_000_000_000L;

  private final Supplier<Transport> opener;
  private final Supplier<String> address;
  private final NanoClock clock;
  private final Duration limit;
  private @Nullable Lease current;

  /**
   * Opens nothing yet.
   *
   * @param opener joins the transport
   * @param address where it is now; when that changes, what is open is broken
   * @param limit how long to wait for the learner's process to create the transport
   */
  SharedTransport(
      Supplier<Transport> opener, Supplier<String> address, NanoClock clock, Duration limit) {
    this.opener = opener;
    this.address = address;
    this.clock = clock;
    this.limit = limit;
  }

  /**
   * The use of one open transport by several actors, which is closed when the last of them ends its
   * use.
   */
  final class Lease implements AutoCloseable {

    private final Transport transport;
    private final String openedAt;
    private int users;
    private volatile boolean broken;
    private volatile long nextLook = clock.nanoTime() + LOOK_NANOS;

    private Lease(Transport transport, String openedAt) {
      this.transport = transport;
      this.openedAt = openedAt;
    }

    Transport transport() {
      return transport;
    }

    /** Whether one of its users found it broken, or the learner is elsewhere by now. */
    boolean isBroken() {
      long now = clock.nanoTime();
      if (!broken && now - nextLook >= 0) {
        nextLook = now + LOOK_NANOS;
        if (isElsewhere()) {
          markBroken();
        }
      }
      return broken;
    }

    private boolean isElsewhere() {
      try {
        return !address.get().equals(openedAt);
      } catch (RookeryException e) { // A network's file system may be away for a moment.
        LOG.debug("cannot look for the learner's address", e);
        return false;
      }
    }

    /** Notes that it is broken: no other actor gets it, and those that have it must close it. */
    void markBroken() {
      synchronized (SharedTransport.this) {
        broken = true;
        if (current == this) {
          current = null;
        }
      }
    }

    /** Ends the use. */
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
   * Begins to use the transport; waits until the learner's process has created it.
   *
   * @param stopped whether to give up; polled while waiting
   * @throws TransportException if it was not created in time, or the wait was stopped
   * @throws RookeryException if it cannot be joined
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
      String openedAt = address.get();
      lease = new Lease(new SharedPublications(opener.get()), openedAt);
      current = lease;
    }
    lease.users++;
    return lease;
  }
}
