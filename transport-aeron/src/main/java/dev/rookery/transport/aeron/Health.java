package dev.rookery.transport.aeron;

import dev.rookery.transport.TransportException;
import io.aeron.exceptions.AeronException;
import io.aeron.exceptions.ClientTimeoutException;
import io.aeron.exceptions.ConductorServiceTimeoutException;
import io.aeron.exceptions.DriverTimeoutException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.AgentTerminationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a transport works. Once it is broken, every call fails with the reason. Thread-safe. */
final class Health {

  private static final Logger LOGGER = LoggerFactory.getLogger(Health.class);

  private static final long REASON_NANOS = 1_000_000_000L;
  private static final long PAUSE_NANOS = 1_000_000L;

  private final Path directory;
  private final long pid;
  private final boolean watched;
  private volatile @Nullable String failure;

  Health(DriverHandle driver) {
    directory = driver.directory();
    pid = driver.pid();
    watched = driver.isWatchable();
  }

  boolean isBroken() {
    return failure != null;
  }

  /** Throws if the transport is broken. */
  void check() {
    String reason = failure;
    if (reason != null) {
      throw new TransportException(reason);
    }
  }

  /**
   * Marks the transport as broken, if it is not yet; returns an exception that says why. Aeron
   * closes publications before it reports the reason, so this waits a moment for the reason.
   */
  TransportException broken(String reason) {
    long deadline = System.nanoTime() + REASON_NANOS;
    while (failure == null && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    fail("the Aeron media driver in %s is gone: %s".formatted(directory, reason), null);
    return new TransportException(String.valueOf(failure));
  }

  private synchronized void fail(String reason, @Nullable Throwable cause) {
    if (failure == null) {
      failure = reason;
      LOGGER.debug("{}", reason, cause);
    }
  }

  /** Handles an error of one of Aeron's threads. */
  void onError(Throwable error) {
    if (error instanceof DriverTimeoutException) {
      fail(
          "the Aeron media driver in %s is dead: its heartbeat stopped".formatted(directory),
          error);
    } else if (error instanceof ConductorServiceTimeoutException
        || error instanceof ClientTimeoutException) {
      fail(
          "this process was stopped for so long that the Aeron media driver in %s took it for dead;"
                  .formatted(directory)
              + " set transport.livenessSeconds to more if such pauses are to be survived",
          error);
    } else if (error instanceof AgentTerminationException) {
      LOGGER.debug("Aeron's client ends after an error that it reported", error);
    } else if (error instanceof AeronException known
        && known.category() == AeronException.Category.WARN) {
      LOGGER.debug("Aeron: {}", error.getMessage(), error);
    } else {
      LOGGER.warn("Aeron: {}", error.getMessage(), error);
    }
  }

  /** Marks the transport as broken because Aeron's client has ended. */
  void onClientClosed() {
    fail("the Aeron client of the media driver in %s has ended".formatted(directory), null);
  }

  /** Checks that the driver's process is alive. */
  void watch() {
    if (!watched || failure != null || ProcessHandle.of(pid).isPresent()) {
      return;
    }
    RunningDriver driver = RunningDriver.read(directory);
    if (driver == null || !driver.isActive(RunningDriver.DEAD_AFTER_MILLIS)) {
      fail("the Aeron media driver in %s is dead: process %s".formatted(directory, pid), null);
    }
  }
}
