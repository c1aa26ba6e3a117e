package dev.rookery.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.aeron.AeronTransportSettings.Channel;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where sockets get little memory, messages of any length still get through. */
@Timeout(60)
class SmallWindowTest {

  private final ByteBuffer message = ByteBuffer.allocateDirect(300_000);

  @ParameterizedTest
  @ValueSource(ints = {4_096, 16_000, 65_504, 65_536, 100_000})
  void longMessagesFollowShortOnes(int windowBytes) {
    AeronTransportSettings settings =
        AeronTransportSettings.defaults()
            .withChannel(Channel.UDP)
            .withAddress(Ports.free())
            .withWindowBytes(windowBytes);
    try (AeronTransport creator = AeronTransport.create(settings);
        AeronTransport member = AeronTransport.join(Invitations.accept(creator))) {
      check(creator.publish("down"), member.subscribe("down"));
      check(member.publish("up"), creator.subscribe("up"));
    }
  }

  private void check(Publication publication, Subscription subscription) {
    for (int length : new int[] {100, 200_000, 100, 70_000, 300_000}) {
      int[] got = {-1};
      boolean[] sent = {false};
      Waiting.until(
          "a message of " + length,
          () -> {
            sent[0] = sent[0] || publication.offer(message, 0, length) >= 0;
            subscription.poll((buffer, offset, size, publisher) -> got[0] = size, 10);
            return got[0] >= 0;
          });
      assertEquals(length, got[0]);
    }
  }
}
