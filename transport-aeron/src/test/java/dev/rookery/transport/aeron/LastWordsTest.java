package dev.rookery.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.transport.Publication;
import dev.rookery.transport.PublisherListener;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.aeron.AeronTransportSettings.Channel;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** What a member has offered arrives, even if it closes its transport at once. */
@Timeout(60)
class LastWordsTest {

  private final ByteBuffer message = ByteBuffer.allocateDirect(100);

  @RepeatedTest(5)
  void overIpc() {
    check(AeronTransportSettings.defaults(), 0);
  }

  @RepeatedTest(5)
  void overUdp() {
    check(AeronTransportSettings.defaults().withChannel(Channel.UDP).withAddress(Ports.free()), 0);
  }

  @RepeatedTest(5)
  void overUdpThatLosesPackets() {
    check(
        AeronTransportSettings.defaults().withChannel(Channel.UDP).withAddress(Ports.free()), 0.2);
  }

  private void check(AeronTransportSettings settings, double loss) {
    boolean[] gone = {false};
    int[] got = {0};
    try (AeronTransport creator = AeronTransport.open(settings, true, Loss.of(loss, 1))) {
      Subscription subscription =
          creator.subscribe(
              "s",
              new PublisherListener() {
                @Override
                public void onDisconnected(long publisherId) {
                  gone[0] = true;
                }
              });
      try (AeronTransport member =
          AeronTransport.open(Invitations.accept(creator), false, Loss.of(loss, 2))) {
        Publication publication = member.publish("s");
        for (int i = 0; i < 20; i++) {
          Waiting.until("a message to be taken", () -> publication.offer(message, 0, 100) > 0);
        }
      }
      Waiting.until(
          "the member to be missed",
          () -> {
            got[0] += subscription.poll((buffer, offset, length, id) -> {}, 10);
            return gone[0];
          });
    }
    assertTrue(got[0] == 20, () -> got[0] + " of 20 messages arrived");
  }
}
