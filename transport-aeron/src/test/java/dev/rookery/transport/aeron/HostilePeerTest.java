package dev.rookery.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.Subscription;
import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A peer that marks its frames with nonsense costs neither memory nor messages of others. */
@Timeout(60)
class HostilePeerTest {

  private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[1_000]);
  private final List<Integer> lengths = new ArrayList<>();
  private final MessageHandler handler =
      (buffer, offset, length, publisherId) -> lengths.add(length);
  private AeronTransport transport;
  private Subscription subscription;
  private Aeron aeron;
  private ExclusivePublication peer;

  @BeforeEach
  void connect() {
    transport =
        AeronTransport.create(
            AeronTransportSettings.defaults().withMaximumMessageBytes(10_000_000));
    subscription = transport.subscribe("s");
    String directory = Invitations.directory(transport).toString();
    aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(directory));
    peer = aeron.addExclusivePublication("aeron:ipc?mtu=256", new StreamIds().of("s"));
    Waiting.until("a connection", () -> peer.isConnected());
  }

  @AfterEach
  void close() {
    aeron.close();
    transport.close();
  }

  private void send(int length, long mark) {
    Waiting.until(
        "a frame to be taken",
        () -> peer.offer(bytes, 0, length, (buffer, offset, frame) -> mark) > 0);
  }

  private String refusal() {
    String[] message = {""};
    Waiting.until(
        "a refusal",
        () -> {
          try {
            subscription.poll(handler, 10);
            return false;
          } catch (RookeryException e) {
            message[0] = String.valueOf(e.getMessage());
            return true;
          }
        });
    return message[0];
  }

  private void receive(int messages) {
    Waiting.until(
        "messages",
        () -> {
          subscription.poll(handler, 10);
          return lengths.size() >= messages;
        });
  }

  @Test
  void absurdLengthsAreRefusedAndTheNextMessageArrives() {
    for (long length : new long[] {10_000_001, 1L << 40, Long.MIN_VALUE, 0}) {
      send(100, Chunk.mark(length, true));
      String message = refusal();
      assertTrue(message.contains("announces a message of " + length + " bytes"), message);
      assertTrue(message.contains("transport.maximumMessageBytes"), message);
    }
    send(77, Chunk.NONE);
    receive(1);
    assertEquals(List.of(77), lengths);
  }

  @Test
  void moreThanWasAnnouncedIsRefused() {
    send(100, Chunk.mark(150, true));
    send(100, Chunk.mark(50, false));
    assertTrue(refusal().contains("more than the"));
    send(10, Chunk.NONE);
    receive(1);
    assertEquals(List.of(10), lengths);
  }

  @Test
  void piecesWithoutABeginOrWithAGapAreLeftOut() {
    send(100, Chunk.mark(100, false));
    send(100, Chunk.mark(300, true));
    send(100, Chunk.mark(100, false)); // the second piece is missing
    send(100, Chunk.mark(200, true));
    send(900, Chunk.NONE); // in fragments, and the other one was cut
    send(100, Chunk.mark(100, false));
    send(100, Chunk.mark(200, true));
    send(100, Chunk.mark(100, false));
    receive(2);
    assertEquals(List.of(900, 200), lengths);
  }

  @Test
  void ourOwnMessagesOverTheLimitAreRefusedAtTheOffer() {
    var publication = transport.publish("s");
    var tooLong = java.nio.ByteBuffer.allocateDirect(10_000_001);
    String message =
        assertThrows(RookeryException.class, () -> publication.offer(tooLong, 0, 10_000_001))
            .getMessage();
    assertTrue(message.contains("10000001") && message.contains("maximumMessageBytes"), message);
  }
}
