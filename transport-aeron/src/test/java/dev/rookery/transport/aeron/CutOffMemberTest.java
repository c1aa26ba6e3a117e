package dev.rookery.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.transport.Publication;
import dev.rookery.transport.PublisherListener;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.aeron.AeronTransportSettings.Channel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A member that takes nothing holds the creator back for a while only, and comes again. */
@Timeout(60)
class CutOffMemberTest {

  private final AeronTransportSettings ipc =
      AeronTransportSettings.defaults().withTimeouts(30, 0.5).withTermBytes(1 << 16);
  private final ByteBuffer message = ByteBuffer.allocateDirect(1_000);
  private final List<String> events = new ArrayList<>();
  private final PublisherListener listener =
      new PublisherListener() {
        @Override
        public void onConnected(long publisherId) {
          events.add("connected");
        }

        @Override
        public void onDisconnected(long publisherId) {
          events.add("disconnected");
        }
      };
  private long last = -1;

  @Test
  void aMemberThatSleepsHoldsTheOthersBackForItsTimeoutOnly() {
    try (AeronTransport creator = AeronTransport.create(ipc);
        AeronTransport awake = AeronTransport.join(Invitations.accept(creator));
        AeronTransport sleeping = AeronTransport.join(Invitations.accept(creator))) {
      check(creator, awake, sleeping);
    }
  }

  @Test
  void overUdpToo() {
    AeronTransportSettings udp = ipc.withChannel(Channel.UDP).withAddress(Ports.free());
    try (AeronTransport creator = AeronTransport.create(udp);
        AeronTransport awake = AeronTransport.join(Invitations.accept(creator));
        AeronTransport sleeping = AeronTransport.join(Invitations.accept(creator))) {
      check(creator, awake, sleeping);
    }
  }

  @Test
  void whoOnceReadSlowlyIsHeardOfAgain() {
    checkSlowly(ipc);
  }

  @Test
  void whoOnceReadSlowlyOverUdpIsToo() {
    checkSlowly(ipc.withChannel(Channel.UDP).withAddress(Ports.free()));
  }

  /** One of two publishers was too much for a member, which polls five times a second from then. */
  private void checkSlowly(AeronTransportSettings settings) {
    try (AeronTransport creator = AeronTransport.create(settings);
        AeronTransport awake = AeronTransport.join(Invitations.accept(creator));
        AeronTransport slow = AeronTransport.join(Invitations.accept(creator))) {
      Publication busy = creator.publish("s");
      Publication quiet = creator.publish("s");
      Subscription taking = awake.subscribe("s");
      Subscription idle = slow.subscribe("s", listener);
      Waiting.until(
          "connections",
          () -> {
            taking.poll((b, o, l, p) -> {}, 10);
            idle.poll((b, o, l, p) -> {}, 10);
            return taking.publishers() == 2 && idle.publishers() == 2;
          });
      long[] sent = {0};
      Waiting.until(
          "everything to be sent though one sleeps",
          () -> {
            taking.poll((b, o, l, p) -> {}, 10);
            sent[0] += busy.offer(message, 0, 1_000) >= 0 ? 1 : 0;
            return sent[0] == 1_000;
          });
      int[] got = {0};
      long[] next = {System.nanoTime()};
      Waiting.until(
          "the sleeper to hear of the other",
          () -> {
            taking.poll((b, o, l, p) -> {}, 10);
            if (System.nanoTime() - next[0] > 0) {
              next[0] = System.nanoTime() + 200_000_000;
              quiet.offer(message, 0, 100);
              idle.poll((b, o, length, p) -> got[0] += length == 100 ? 1 : 0, 10);
            }
            return got[0] == 10;
          });
      assertTrue(events.size() <= 10, events::toString); // and not once for every poll
    }
  }

  @Test
  void anIdleSubscriberHoldsOneBesideItBackForItsTimeoutOnly() {
    AeronTransportSettings settings =
        AeronTransportSettings.defaults()
            .withChannel(Channel.UDP)
            .withAddress(Ports.free())
            .withTimeouts(30, 0.5)
            .withWindowBytes(1 << 17);
    for (int first : new int[] {0, 20_000, 50_000}) { // told or not when it stops to read
      try (AeronTransport creator = AeronTransport.create(settings);
          AeronTransport member = AeronTransport.join(Invitations.accept(creator))) {
        checkBeside(creator.publish("s"), member.subscribe("s"), member.subscribe("s"), first);
      }
    }
  }

  private void checkBeside(
      Publication publication, Subscription taking, Subscription idle, int first) {
    ByteBuffer packet = ByteBuffer.allocateDirect(60_000);
    int[] got = {0};
    boolean[] sent = {false};
    Waiting.until(
        "a first message at both",
        () -> {
          taking.poll((b, o, length, p) -> got[0] |= 1, 10);
          idle.poll((b, o, length, p) -> got[0] |= 2, 10);
          if (!sent[0] && taking.isConnected() && idle.isConnected()) {
            sent[0] = publication.offer(packet, 0, first) >= 0;
          }
          return got[0] == 3;
        });
    Waiting.until(
        "many messages though one sleeps",
        () -> {
          publication.offer(packet, 0, 60_000);
          got[0] += 4 * taking.poll((b, o, l, p) -> {}, 10);
          return got[0] > 400;
        });
  }

  private void check(AeronTransport creator, AeronTransport awake, AeronTransport sleeping) {
    Publication publication = creator.publish("s");
    Subscription taking = awake.subscribe("s");
    Subscription idle = sleeping.subscribe("s", listener);
    Waiting.until(
        "connections",
        () -> {
          taking.poll((b, o, l, p) -> {}, 10);
          poll(idle);
          return taking.isConnected() && idle.isConnected() && publication.isConnected();
        });
    long count = 1_000; // many times what may be underway
    long[] sent = {0};
    Waiting.until(
        "everything to be sent though one sleeps",
        () -> {
          taking.poll((b, o, l, p) -> {}, 10);
          message.putLong(0, sent[0]);
          sent[0] += publication.offer(message, 0, 1_000) >= 0 ? 1 : 0;
          return sent[0] == count;
        });
    Waiting.until(
        "the sleeper to come again",
        () -> {
          taking.poll((b, o, l, p) -> {}, 10);
          poll(idle);
          message.putLong(0, sent[0]);
          sent[0] += publication.offer(message, 0, 1_000) >= 0 ? 1 : 0;
          return last >= count;
        });
    assertEquals(List.of("connected", "disconnected", "connected"), events);
    assertEquals(1, idle.publishers());
  }

  /** Messages are in order, though some are missing. */
  private void poll(Subscription subscription) {
    subscription.poll(
        (buffer, offset, length, publisherId) -> {
          long number = Long.reverseBytes(buffer.getLong(offset));
          assertEquals(1_000, length);
          assertTrue(number > last, () -> number + " after " + last);
          last = number;
        },
        10);
  }
}
