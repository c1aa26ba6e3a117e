package dev.rookery.testkit.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.RookeryException;
import dev.rookery.transport.Publication;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Tests that closed publications, subscriptions and transports refuse to be used. */
interface ClosingContract extends TransportBench.User {

  @Test
  default void aClosedPublicationTakesNothing() {
    TransportBench.Pair pair = bench().pair("closed");
    ByteBuffer message = TestMessages.random(1, 100);
    bench().send(pair.publication(), message, pair.subscriber());
    pair.publication().close();
    assertEquals(Publication.CLOSED, pair.publication().offer(message, 0, 100));
    assertEquals(100, pair.publication().position());
    assertFalse(pair.publication().isConnected());
  }

  @Test
  default void aClosedSubscriptionGetsNothing() {
    TransportBench.Pair pair = bench().pair("closed");
    bench().send(pair.publication(), TestMessages.random(1, 100));
    pair.subscriber().subscription().close();
    assertEquals(0, pair.subscriber().poll());
    assertEquals(0, pair.subscriber().inbox().messages().size());
    assertEquals(0, pair.subscriber().subscription().publishers());
  }

  @Test
  default void aClosedTransportTakesAndGivesNothing() {
    TransportBench.Pair pair = bench().pair("closed");
    ByteBuffer message = TestMessages.random(1, 100);
    bench().send(pair.publication(), message);
    bench().close();
    assertEquals(Publication.CLOSED, pair.publication().offer(message, 0, 100));
    assertEquals(0, pair.subscriber().poll());
    assertThrows(RookeryException.class, () -> bench().publish("closed"));
    assertThrows(RookeryException.class, () -> bench().subscribe("closed"));
  }

  @Test
  default void closingTwiceIsHarmless() {
    TransportBench.Pair pair = bench().pair("closed");
    for (int i = 0; i < 2; i++) {
      pair.publication().close();
      pair.subscriber().subscription().close();
    }
    bench().close();
    bench().close();
    pair.publication().close();
    pair.subscriber().subscription().close();
  }
}
