package dev.rookery.runtime.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.parameters.ParameterLayout;
import dev.rookery.runtime.wire.ParameterMessage;
import dev.rookery.runtime.wire.Streams;
import dev.rookery.runtime.wire.WireException;
import dev.rookery.transport.Publication;
import dev.rookery.transport.local.LocalTransport;
import dev.rookery.transport.local.LocalTransportSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParameterReceiverTest {

  private final LocalTransport transport = new LocalTransport(LocalTransportSettings.defaults());
  private final List<String> received = new ArrayList<>();
  private final ParameterReceiver feed =
      new ParameterReceiver(
          Numbers.LAYOUT,
          transport.subscribe(Streams.PARAMETERS),
          snapshot ->
              received.add("%d: %.0f".formatted(snapshot.version(), snapshot.values().getFloat())));
  private final Publication publication = transport.publish(Streams.PARAMETERS);

  @AfterEach
  void close() {
    feed.close();
    transport.close();
  }

  @Test
  void handsOverVersionsAsTheyGrow() {
    assertEquals(0, feed.version());
    assertEquals(0, feed.poll());
    send(1, 10);
    send(2, 20);
    assertEquals(2, feed.poll());
    assertEquals(2, feed.version());
    assertEquals(List.of("1: 10", "2: 20"), received);
  }

  @Test
  void ignoresVersionsThatAreNotNewer() {
    send(5, 50);
    send(4, 40);
    send(5, 51);
    send(6, 60);
    assertEquals(4, feed.poll());
    assertEquals(6, feed.version());
    assertEquals(List.of("5: 50", "6: 60"), received);
  }

  @Test
  void refusesTheParametersOfAnotherNetwork() {
    ParameterLayout other =
        new ParameterLayout(List.of(new ParameterLayout.Entry("bias", List.of(1L), 0, 1)));
    ParameterMessage message = new ParameterMessage(other);
    message.write(1, 0, 0, values -> values.putFloat(1));
    message.offer(publication);
    assertThrows(WireException.class, feed::poll);
    assertEquals(0, feed.version());
  }

  private void send(long version, float value) {
    ParameterMessage message = new ParameterMessage(Numbers.LAYOUT);
    message.write(version, 0, 0, values -> values.putFloat(value));
    message.offer(publication);
  }
}
