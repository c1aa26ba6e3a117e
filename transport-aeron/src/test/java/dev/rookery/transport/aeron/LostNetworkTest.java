package dev.rookery.transport.aeron;

import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.aeron.AeronTransportSettings.Channel;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A member whose network was gone hears the creator again, which has long gone on. */
@Timeout(60)
class LostNetworkTest {

  private static final int LENGTH = 2_000;

  private final ByteBuffer message = ByteBuffer.allocateDirect(LENGTH);
  private final AtomicBoolean cut = new AtomicBoolean();
  private long sent;
  private long last = -1;

  @Test
  void theMemberHearsTheCreatorAgain() {
    AeronTransportSettings settings =
        AeronTransportSettings.defaults()
            .withChannel(Channel.UDP)
            .withAddress(Ports.free())
            .withTimeouts(2, 1);
    try (AeronTransport creator = AeronTransport.create(settings);
        AeronTransport near = AeronTransport.join(Invitations.accept(creator));
        AeronTransport far =
            AeronTransport.open(Invitations.accept(creator), false, Loss.of(cut::get))) {
      Publication publication = creator.publish("s");
      Subscription taking = near.subscribe("s");
      Subscription lost = far.subscribe("s");
      Waiting.until("both to hear", () -> exchange(publication, taking, lost) && last > 0);
      cut.set(true);
      long many = sent + 10_000; // more than all terms have room for
      Waiting.until("many more", () -> exchange(publication, taking, lost) && sent >= many);
      cut.set(false);
      Waiting.until("it again", () -> exchange(publication, taking, lost) && last > many);
    }
  }

  private boolean exchange(Publication publication, Subscription taking, Subscription lost) {
    if (taking.isConnected() && lost.isConnected() || sent > 0) {
      sent += publication.offer(message.putLong(0, sent), 0, LENGTH) >= 0 ? 1 : 0;
    }
    taking.poll((buffer, offset, length, publisher) -> {}, 10);
    lost.poll(
        (buffer, offset, length, publisher) -> last = Long.reverseBytes(buffer.getLong(offset)),
        10);
    return true;
  }
}
