package dev.rookery.testkit.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.PublisherListener;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Records the events of a subscription, in order. Not thread-safe. */
final class Inbox implements MessageHandler, PublisherListener {

  /** The kinds of events. */
  enum Kind {
    CONNECTED,
    MESSAGE,
    DISCONNECTED
  }

  /** An event; a message is kept as its length and checksum. */
  record Event(Kind kind, long publisherId, int length, int checksum) {}

  private final List<Event> events = new ArrayList<>();
  private final List<Event> messages = new ArrayList<>();

  /** The event that a whole buffer makes when it arrives. */
  static Event message(long publisherId, ByteBuffer message) {
    int length = message.capacity();
    return new Event(Kind.MESSAGE, publisherId, length, TestMessages.checksum(message, 0, length));
  }

  /** All events. */
  List<Event> events() {
    return events;
  }

  /** The messages among them. */
  List<Event> messages() {
    return messages;
  }

  /** The messages of one publisher. */
  List<Event> messagesFrom(long publisherId) {
    return messages.stream().filter(event -> event.publisherId == publisherId).toList();
  }

  /** How many events of a kind there were. */
  long count(Kind kind) {
    return events.stream().filter(event -> event.kind == kind).count();
  }

  @Override
  public void onMessage(ByteBuffer buffer, int offset, int length, long publisherId) {
    assertEquals(ByteOrder.nativeOrder(), buffer.order());
    assertTrue(offset >= 0 && length >= 0 && offset + length <= buffer.limit());
    int checksum = TestMessages.checksum(buffer, offset, length);
    Event event = new Event(Kind.MESSAGE, publisherId, length, checksum);
    events.add(event);
    messages.add(event);
  }

  @Override
  public void onConnected(long publisherId) {
    events.add(new Event(Kind.CONNECTED, publisherId, 0, 0));
  }

  @Override
  public void onDisconnected(long publisherId) {
    events.add(new Event(Kind.DISCONNECTED, publisherId, 0, 0));
  }
}
