package dev.rookery.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.transport.Publication;
import dev.rookery.transport.PublisherListener;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.aeron.AeronTransportSettings.Channel;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A member whose cable is pulled takes nothing away from the others. */
@Timeout(60)
class LostMemberTest {

  private final ByteBuffer message = ByteBuffer.allocateDirect(1_000);
  private final AtomicBoolean cut = new AtomicBoolean();
  private int gone;
  private int rounds;
  private long fromLost;
  private long last;
  private long sent;

  @Test
  void whatOthersSendArrivesCompletelyWhileOneIsTakenForDeadAndComesBack() {
    AeronTransportSettings settings =
        AeronTransportSettings.defaults()
            .withChannel(Channel.UDP)
            .withAddress(Ports.free())
            .withTermBytes(1 << 16)
            .withTimeouts(1, 0.5);
    PublisherListener listener =
        new PublisherListener() {
          @Override
          public void onConnected(long publisherId) {}

          @Override
          public void onDisconnected(long publisherId) {
            gone++;
          }
        };
    try (AeronTransport creator = AeronTransport.create(settings);
        AeronTransport well = AeronTransport.join(Invitations.accept(creator));
        AeronTransport lost =
            AeronTransport.open(Invitations.accept(creator), false, Loss.of(cut::get))) {
      Subscription subscription = creator.subscribe("s", listener);
      Publication wellStream = well.publish("s");
      Publication lostStream = lost.publish("s");
      Waiting.until(
          "both to be heard",
          () -> {
            offer(lostStream, -1);
            sendNext(wellStream);
            poll(subscription);
            return fromLost > 0 && last > 0;
          });
      cut.set(true);
      Waiting.until(
          "one to be taken for dead, and the other to go on",
          () -> {
            sendNext(wellStream);
            if (++rounds % 3 == 0) { // so that much is always underway
              poll(subscription);
            }
            return gone > 0;
          });
      long before = last;
      Waiting.until(
          "all that the other sends",
          () -> {
            sendNext(wellStream);
            poll(subscription);
            return last >= before + 1_000;
          });
      assertEquals(1, gone);
      cut.set(false);
      long heard = fromLost;
      Waiting.until(
          "the lost one to be heard again",
          () -> {
            offer(lostStream, -1);
            sendNext(wellStream);
            poll(subscription);
            return fromLost > heard;
          });
    }
  }

  private void sendNext(Publication publication) {
    sent += offer(publication, sent + 1) ? 1 : 0;
  }

  private boolean offer(Publication publication, long number) {
    message.putLong(0, number);
    return publication.offer(message, 0, 1_000) >= 0;
  }

  private void poll(Subscription subscription) {
    subscription.poll(
        (buffer, offset, length, publisherId) -> {
          long number = Long.reverseBytes(buffer.getLong(offset));
          if (number < 0) {
            fromLost++;
          } else {
            assertEquals(++last, number);
          }
        },
        1);
  }
}
