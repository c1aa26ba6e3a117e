package dev.rookery.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.Publication;
import dev.rookery.transport.PublisherListener;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.aeron.AeronTransportSettings.Channel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A member that vanishes from the network without a word, as when its machine dies. */
@Timeout(60)
class CutCableTest {

  private static final int LENGTH = 2_000;

  private final AeronTransportSettings settings =
      AeronTransportSettings.defaults()
          .withChannel(Channel.UDP)
          .withAddress(Ports.free())
          .withTimeouts(2, 1);
  private final ByteBuffer message =
      ByteBuffer.allocateDirect(LENGTH).order(ByteOrder.nativeOrder());
  private final Cable cable = new Cable();
  private AeronTransport creator;
  private AeronTransport near;
  private AeronTransport far;

  @BeforeEach
  void open() {
    creator = AeronTransport.create(settings);
    near = AeronTransport.join(Invitations.accept(creator));
    far = AeronTransport.open(Invitations.accept(creator), false, cable);
  }

  @AfterEach
  void close() {
    cable.cut(false);
    far.close();
    near.close();
    creator.close();
  }

  @Test
  void theCreatorLosesNothingOfTheOthersAndHearsItAgain() {
    Listening heard = new Listening(creator);
    Publication living = near.publish("s");
    Publication vanishing = far.publish("s");
    Waiting.until("both", () -> heard.poll() && heard.publishers() == 2);
    Waiting.until("connections", () -> living.isConnected() && vanishing.isConnected());
    heard.allowGapsOf(vanishing);
    long[] sent = {0};
    cable.cut(true);
    Waiting.until(
        "the vanished to be missed",
        () -> {
          sent[0] += offer(living, sent[0]);
          offer(vanishing, 0);
          heard.poll();
          return heard.events.contains("disconnected " + vanishing.publisherId());
        });
    long until = sent[0] + 1_000;
    Waiting.until(
        "a thousand messages more",
        () -> {
          sent[0] += offer(living, sent[0]);
          heard.poll();
          return heard.next(living) >= until;
        });
    assertEquals(1, heard.publishers());
    assertTrue(!heard.events.contains("disconnected " + living.publisherId()));
    cable.cut(false);
    Waiting.until("the vanished again", () -> heard.poll() && heard.publishers() == 2);
  }

  @Test
  void theMemberHearsTheCreatorAgain() {
    Listening heard = new Listening(far);
    Listening other = new Listening(near);
    Publication publication = creator.publish("s");
    Waiting.until(
        "connections",
        () -> heard.poll() && other.poll() && heard.publishers() == 1 && other.publishers() == 1);
    Waiting.until("a connection", publication::isConnected);
    long[] sent = {0};
    cable.cut(true);
    heard.allowGapsOf(publication);
    long many = 10_000; // more than all terms have room for
    Waiting.until(
        "many messages to be taken",
        () -> {
          sent[0] += offer(publication, sent[0]);
          heard.poll();
          other.poll();
          return sent[0] >= many;
        });
    cable.cut(false);
    Waiting.until(
        "the creator to be heard again",
        () -> {
          sent[0] += offer(publication, sent[0]);
          heard.poll();
          other.poll();
          return heard.next(publication) > many;
        });
  }

  private long offer(Publication publication, long number) {
    return publication.offer(message.putLong(0, number), 0, LENGTH) >= 0 ? 1 : 0;
  }

  /** A subscriber that sees whether a number is missing. */
  private static final class Listening implements MessageHandler, PublisherListener {

    private final Map<Long, Long> next = new HashMap<>();
    private final List<String> events = new ArrayList<>();
    private final Set<Long> withGaps = new HashSet<>();
    private final Subscription subscription;

    Listening(AeronTransport transport) {
      subscription = transport.subscribe("s", this);
    }

    void allowGapsOf(Publication publication) {
      withGaps.add(publication.publisherId());
    }

    boolean poll() {
      subscription.poll(this, 10);
      return true;
    }

    int publishers() {
      return subscription.publishers();
    }

    long next(Publication publication) {
      return next.getOrDefault(publication.publisherId(), 0L);
    }

    @Override
    public void onMessage(ByteBuffer buffer, int offset, int length, long publisherId) {
      long number = buffer.getLong(offset);
      Long expected = next.put(publisherId, number + 1);
      assertTrue(
          expected == null || withGaps.contains(publisherId) || number == expected,
          () -> "%d, not %d, of %d: %s".formatted(number, expected, publisherId, events));
    }

    @Override
    public void onConnected(long publisherId) {
      events.add("connected " + publisherId);
    }

    @Override
    public void onDisconnected(long publisherId) {
      events.add("disconnected " + publisherId);
    }
  }
}
