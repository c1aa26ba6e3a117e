package dev.rookery.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.aeron.AeronTransportSettings.Channel;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Publishers who say that their messages are long. */
@Timeout(60)
class LongMessagesTest {

  private static final AeronTransportSettings IPC = AeronTransportSettings.defaults();
  private static final int LENGTH = 2_000_000; // longer than a term

  @Test
  void aWholeMessageIsOnItsWayBeforeAnybodyReads() {
    assertTrue(takesAnother(IPC, LENGTH, LENGTH));
  }

  @Test
  void elseAPartOfItWaits() {
    assertFalse(takesAnother(IPC, 0, LENGTH));
  }

  @Test
  void overUdpAsMuchAsSocketsAreAllowed() {
    AeronTransportSettings udp = IPC.withChannel(Channel.UDP).withAddress(Ports.free());
    int window = Sockets.withWindow(udp).windowBytes();
    int length = Math.min(LENGTH, window / 4 * 3);
    assertTrue(takesAnother(udp, length, length));
  }

  /** Whether there is room for another message while nobody reads the first. */
  private static boolean takesAnother(AeronTransportSettings settings, int said, int length) {
    try (AeronTransport creator = AeronTransport.create(settings);
        AeronTransport member = AeronTransport.join(Invitations.accept(creator))) {
      Subscription subscription = member.subscribe("s");
      Publication publication = creator.publish("s", said);
      while (!publication.isConnected() || subscription.publishers() == 0) {
        subscription.poll((buffer, offset, bytes, publisher) -> {}, 1);
        LockSupport.parkNanos(100_000);
      }
      assertTrue(publication.offer(ByteBuffer.allocateDirect(length), 0, length) > 0);
      ByteBuffer small = ByteBuffer.allocateDirect(8);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
      while (System.nanoTime() - deadline < 0) {
        if (publication.offer(small, 0, 8) > 0) {
          int[] received = {0};
          while (received[0] < length + 8) {
            subscription.poll((buffer, offset, bytes, publisher) -> received[0] += bytes, 1);
          }
          return true;
        }
        LockSupport.parkNanos(100_000);
      }
      return false;
    }
  }
}
