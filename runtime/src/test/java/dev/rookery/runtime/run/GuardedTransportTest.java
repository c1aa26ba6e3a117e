package dev.rookery.runtime.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.rookery.runtime.wire.Streams;
import dev.rookery.transport.Publication;
import dev.rookery.transport.PublisherListener;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.Transport;
import dev.rookery.transport.local.LocalTransport;
import dev.rookery.transport.local.LocalTransportSettings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The learner's process hears itself on its own streams, and everybody on all others. */
class GuardedTransportTest {

  private final LocalTransport everybody =
      new LocalTransport(new LocalTransportSettings(1 << 12, 0));
  private final Transport learner = GuardedTransport.of(new Reachable(everybody));
  private final ByteBuffer message = ByteBuffer.allocateDirect(64);

  /** As if others could join. */
  private record Reachable(Transport transport) implements Transport {

    @Override
    public Publication publish(String stream) {
      return transport.publish(stream);
    }

    @Override
    public Subscription subscribe(String stream, PublisherListener publishers) {
      return transport.subscribe(stream, publishers);
    }

    @Override
    public Optional<Map<String, Object>> invitation() {
      return Optional.of(Map.of());
    }

    @Override
    public void close() {
      transport.close();
    }
  }

  @AfterEach
  void close() {
    everybody.close();
  }

  @Test
  void strangersAreHeardOnTheStreamsOfActorsOnly() {
    assertEquals(List.of(1, 3), lengthsHeard(Streams.PARAMETERS));
    assertEquals(List.of(1, 3), lengthsHeard(Streams.ANSWERS));
    assertEquals(List.of(1, 2, 3), lengthsHeard(Streams.EXPERIENCE));
    assertEquals(List.of(1, 2, 3), lengthsHeard(Streams.REQUESTS));
  }

  private List<Integer> lengthsHeard(String stream) {
    List<Integer> lengths = new ArrayList<>();
    try (Subscription subscription = learner.subscribe(stream);
        Publication own = learner.publish(stream);
        Publication strange = everybody.publish(stream)) {
      own.offer(message, 0, 1);
      strange.offer(message, 0, 2);
      own.offer(message, 0, 3);
      for (int i = 0; i < 10; i++) {
        subscription.poll((buffer, offset, length, publisher) -> lengths.add(length), 10);
      }
    }
    lengths.sort(null);
    return lengths;
  }

  @Test
  void whatNobodyElseCanJoinNeedsNoGuard() {
    assertSame(everybody, GuardedTransport.of(everybody));
  }
}
