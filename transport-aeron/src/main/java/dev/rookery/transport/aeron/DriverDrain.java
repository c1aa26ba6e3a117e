package dev.rookery.transport.aeron;

import io.aeron.AeronCounters;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.status.CountersReader;

/**
 * Waits, before an embedded driver is closed, until it has sent the messages of its publications.
 */
final class DriverDrain {

  private static final long LIMIT_NANOS = 500_000_000;
  private static final long PAUSE_NANOS = 1_000_000;

  private DriverDrain() {}

  /** Waits until all is sent once; packets that get lost may not be sent again. */
  static void awaitSent(CountersReader counters) {
    await(() -> isSent(counters));
  }

  /** Waits until the one receiver has confirmed all messages. */
  static void awaitConfirmed(CountersReader counters) {
    await(() -> !exists(counters));
  }

  private static void await(BooleanSupplier done) {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    while (!done.getAsBoolean() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static boolean exists(CountersReader counters) {
    boolean[] found = {false};
    counters.forEach(
        (id, type, key, label) -> found[0] |= type == AeronCounters.DRIVER_SENDER_POSITION_TYPE_ID);
    return found[0];
  }

  private static boolean isSent(CountersReader counters) {
    boolean[] sent = {true};
    counters.forEach(
        (id, type, key, label) -> {
          if (type == AeronCounters.DRIVER_SENDER_POSITION_TYPE_ID) {
            int taken =
                counters.findByTypeIdAndRegistrationId(
                    AeronCounters.DRIVER_PUBLISHER_POS_TYPE_ID,
                    counters.getCounterRegistrationId(id));
            sent[0] &=
                taken == CountersReader.NULL_COUNTER_ID
                    || counters.getCounterValue(id) >= counters.getCounterValue(taken);
          }
        });
    return sent[0];
  }
}
