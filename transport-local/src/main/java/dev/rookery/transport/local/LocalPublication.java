package dev.rookery.transport.local;

import dev.rookery.transport.Publication;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Writes each message into the rings of all subscribers, or into none if one has no room. */
final class LocalPublication implements Publication {

  private static final Connection[] NONE = {};

  private final LocalTransport transport;
  private final String stream;
  private final long publisherId;
  private final LargeMessages largeMessages;
  private final int maximumShortLength;

  /** Guards the fields below, the publisher's side of the connections, and the long messages. */
  private final Object lock = new Object();

  private volatile Connection[] connections = NONE; // copied to be changed
  private volatile long position;
  private boolean closed;

  LocalPublication(
      LocalTransport transport, String stream, long publisherId, LocalTransportSettings settings) {
    this.transport = transport;
    this.stream = stream;
    this.publisherId = publisherId;
    largeMessages = new LargeMessages(settings.maximumLargeBytes());
    maximumShortLength = Connection.maximumShortLength(settings.ringBytes());
  }

  @Override
  public long offer(ByteBuffer buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.capacity());
    synchronized (lock) {
      Connection[] all = connections;
      if (closed) {
        return CLOSED;
      } else if (all.length == 0) {
        return NOT_CONNECTED;
      }
      boolean taken =
          length <= maximumShortLength
              ? offerShort(all, buffer, offset, length)
              : offerLong(all, buffer, offset, length);
      if (!taken) {
        return BACK_PRESSURED;
      }
      long newPosition = position + length;
      position = newPosition;
      return newPosition;
    }
  }

  private static boolean offerShort(Connection[] all, ByteBuffer buffer, int offset, int length) {
    for (Connection connection : all) {
      if (!connection.hasRoom(length)) {
        return false;
      }
    }
    for (Connection connection : all) {
      connection.write(buffer, offset, length);
    }
    return true;
  }

  private boolean offerLong(Connection[] all, ByteBuffer buffer, int offset, int length) {
    for (Connection connection : all) {
      if (!connection.hasRoomForLong()) {
        return false;
      }
    }
    int slot = largeMessages.put(buffer, offset, length, all.length);
    if (slot == LargeMessages.NO_ROOM) {
      return false;
    }
    for (Connection connection : all) {
      connection.writeLong(slot);
    }
    return true;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public boolean isConnected() {
    return connections.length > 0;
  }

  @Override
  public long publisherId() {
    return publisherId;
  }

  @Override
  public String stream() {
    return stream;
  }

  @Override
  public void close() {
    transport.close(this);
  }

  LargeMessages largeMessages() {
    return largeMessages;
  }

  /** From the next offer on, messages go to this subscriber too. */
  void connect(Connection connection) {
    synchronized (lock) {
      connections = Connections.with(connections, connection);
    }
  }

  /** Removes a subscriber's connection, which the publisher does not use afterwards. */
  void disconnect(Connection connection) {
    synchronized (lock) {
      connections = Connections.without(connections, connection);
    }
  }

  /** Refuses further offers, and tells subscribers. Waits for a running offer. */
  void closeNow() {
    synchronized (lock) {
      if (!closed) {
        closed = true;
        for (Connection connection : connections) {
          connection.publisherGone();
        }
        connections = NONE;
        largeMessages.close();
      }
    }
  }
}
