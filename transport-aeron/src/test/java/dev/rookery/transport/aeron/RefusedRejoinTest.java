package dev.rookery.transport.aeron;

import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.aeron.AeronTransportSettings.Channel;
import io.aeron.driver.DefaultNameResolver;
import io.aeron.driver.MediaDriver;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A member that cannot join anew at once, the creator's name being unknown say, does so when it
 * can.
 */
@Timeout(60)
class RefusedRejoinTest {

  private static final int LENGTH = 1_000;

  private final ByteBuffer message = ByteBuffer.allocateDirect(LENGTH);
  private final AtomicBoolean refusing = new AtomicBoolean();
  private final AtomicInteger refusals = new AtomicInteger();
  private long sent;
  private long last = -1;

  @Test
  void theMemberTriesAgainUntilItsDriverAgrees() {
    AeronTransportSettings settings =
        AeronTransportSettings.defaults()
            .withChannel(Channel.UDP)
            .withAddress(Ports.free())
            .withTimeouts(30, 0.5)
            .withTermBytes(1 << 16);
    try (AeronTransport creator = AeronTransport.create(settings);
        AeronTransport member =
            AeronTransport.open(Invitations.accept(creator), false, this::refuseAtTimes)) {
      Publication publication = creator.publish("s");
      Subscription subscription = member.subscribe("s");
      Waiting.until("a first message", () -> exchange(publication, subscription) && last >= 0);
      refusing.set(true);
      Waiting.until("it to be cut off", () -> offer(publication) && !publication.isConnected());
      Waiting.until("refusals", () -> exchange(publication, subscription) && refusals.get() >= 2);
      refusing.set(false);
      long many = sent;
      Waiting.until("it again", () -> exchange(publication, subscription) && last > many);
    }
  }

  private void refuseAtTimes(MediaDriver.Context context) {
    context.nameResolver(
        (name, parameter, again) -> {
          if (refusing.get()) {
            refusals.incrementAndGet();
            return null;
          }
          return DefaultNameResolver.INSTANCE.resolve(name, parameter, again);
        });
  }

  private boolean exchange(Publication publication, Subscription subscription) {
    subscription.poll(
        (buffer, offset, length, publisher) -> last = Long.reverseBytes(buffer.getLong(offset)),
        10);
    return offer(publication);
  }

  private boolean offer(Publication publication) {
    sent += publication.offer(message.putLong(0, sent), 0, LENGTH) >= 0 ? 1 : 0;
    return true;
  }
}
