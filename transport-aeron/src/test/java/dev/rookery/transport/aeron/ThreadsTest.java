package dev.rookery.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.transport.aeron.AeronTransportSettings.Channel;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A program that forgets to close its transport, or fails before, still ends. */
@Timeout(60)
class ThreadsTest {

  @Test
  void noThreadOfATransportKeepsItsProgramAlive() {
    AeronTransportSettings udp =
        AeronTransportSettings.defaults().withChannel(Channel.UDP).withAddress(Ports.free());
    Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
    try (AeronTransport creator = AeronTransport.create(udp);
        AeronTransport member = AeronTransport.join(Invitations.accept(creator))) {
      creator.publish("s");
      member.subscribe("s");
      assertEquals(
          List.of(),
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> !before.contains(thread) && !thread.isDaemon())
              .toList());
    }
  }
}
