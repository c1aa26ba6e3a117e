package dev.rookery.transport.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LocalTransportProperties {

  /** A length to offer, or how many to poll, as a negative number. */
  @Provide
  Arbitrary<List<Integer>> operations() {
    return Arbitraries.oneOf(
            Arbitraries.integers().between(0, 140),
            Arbitraries.integers().between(120, 3_000),
            Arbitraries.integers().between(-12, -1))
        .list()
        .ofMaxSize(300);
  }

  @Property(tries = 500)
  void anyOffersAndPollsMakeAQueue(@ForAll("operations") List<Integer> operations) {
    Random random = new Random(operations.hashCode());
    Queue<byte[]> underway = new ArrayDeque<>();
    try (LocalTransport transport = new LocalTransport(new LocalTransportSettings(1024, 5_000))) {
      Publication publication = transport.publish("s");
      Subscription subscription = transport.subscribe("s");
      for (int operation : operations) {
        if (operation >= 0) {
          byte[] message = new byte[operation];
          random.nextBytes(message);
          if (publication.offer(ByteBuffer.wrap(message), 0, operation) >= 0) {
            underway.add(message);
          } else {
            assertTrue(!underway.isEmpty(), "an empty ring refused a message");
          }
        } else {
          int expected = Math.min(-operation, underway.size());
          assertEquals(expected, poll(subscription, underway, -operation));
        }
      }
      poll(subscription, underway, Integer.MAX_VALUE);
      assertTrue(underway.isEmpty());
    }
  }

  private static int poll(Subscription subscription, Queue<byte[]> underway, int limit) {
    return subscription.poll(
        (buffer, offset, length, publisherId) -> {
          byte[] message = new byte[length];
          buffer.get(offset, message);
          assertArrayEquals(underway.remove(), message);
        },
        limit);
  }
}
