package dev.rookery.transport.aeron;

import dev.rookery.RookeryException;
import dev.rookery.transport.Publication;
import dev.rookery.transport.TransportException;
import io.aeron.ExclusivePublication;
import io.aeron.ReservedValueSupplier;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Offers messages to Aeron. A message of up to {@code longestWhole} bytes goes into the log at
 * once. A longer message is cut into pieces: those for which there is room are sent at once, the
 * rest is copied and sent by the transport's {@link SenderThread}, and until then no other message
 * is taken.
 */
final class AeronPublication implements Publication {

  /** How often an offer is repeated because Aeron changed to the next term meanwhile. */
  private static final int ROTATIONS = 3;

  private final AeronTransport transport;
  private final String stream;
  private final ExclusivePublication publication;
  private final int longestWhole;
  private final int longestMessage;
  private final UnsafeBuffer source = new UnsafeBuffer(0, 0);
  private final GrowingMemory rest;
  private final ReservedValueSupplier marker = (frame, offset, length) -> mark();

  /** Guards the fields below and the offers to Aeron, which the sender thread makes too. */
  private final Object lock = new Object();

  private volatile long position;
  private volatile boolean closed;
  private volatile boolean pending;
  private boolean released;
  private long mark;
  private int restOffset;
  private int restEnd;

  AeronPublication(
      AeronTransport transport,
      String stream,
      ExclusivePublication publication,
      AeronTransportSettings settings) {
    this.transport = transport;
    this.stream = stream;
    this.publication = publication;
    longestWhole = Math.min(settings.longestWhole(), publication.maxMessageLength());
    longestMessage = settings.maximumMessageBytes();
    rest = new GrowingMemory("a long message on stream '" + stream + "'");
  }

  @Override
  public long offer(ByteBuffer buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.capacity());
    synchronized (lock) {
      if (closed) {
        return CLOSED;
      }
      transport.check();
      if (pending && !sendRest()) {
        return publication.isConnected() ? BACK_PRESSURED : NOT_CONNECTED;
      }
      source.wrap(buffer);
      long result =
          length <= longestWhole
              ? send(source, offset, length, Chunk.NONE)
              : offerLong(offset, length);
      if (result < 0) {
        return result;
      }
      long newPosition = position + length;
      position = newPosition;
      return newPosition;
    }
  }

  private long offerLong(int offset, int length) {
    if (length > longestMessage) {
      throw new RookeryException(
          "a message of %s bytes is too long for stream '%s': set transport.maximumMessageBytes,"
                  .formatted(length, stream)
              + " which is %s, to more".formatted(longestMessage));
    }
    int left = length - longestWhole;
    rest.ensure(left, left, 0); // Before the first piece: afterwards the message must be sent.
    long result = send(source, offset, longestWhole, Chunk.mark(length, true));
    if (result < 0) {
      return result;
    }
    int next = offset + longestWhole;
    int end = offset + length;
    while (next < end) {
      int piece = Math.min(longestWhole, end - next);
      if (send(source, next, piece, Chunk.mark(end - next, false)) < 0) {
        keepRest(next, end - next);
        break;
      }
      next += piece;
    }
    return result;
  }

  private void keepRest(int offset, int length) {
    rest.buffer().putBytes(0, source, offset, length);
    restOffset = 0;
    restEnd = length;
    pending = true;
    transport.wakeSender();
  }

  /** Sends as much of the rest as there is room for; returns whether nothing is left. */
  private boolean sendRest() {
    while (restOffset < restEnd) {
      int piece = Math.min(longestWhole, restEnd - restOffset);
      if (send(rest.buffer(), restOffset, piece, Chunk.mark(restEnd - restOffset, false)) < 0) {
        return false;
      }
      restOffset += piece;
    }
    pending = false;
    return true;
  }

  /** Offers a piece; a negative result is one of those of {@link Publication#offer}. */
  private long send(UnsafeBuffer buffer, int offset, int length, long newMark) {
    // Aeron checks its limit only, which changes a little later than the connection.
    if (!publication.isConnected() && !publication.isClosed()) {
      return NOT_CONNECTED;
    }
    for (int attempt = 0; attempt < ROTATIONS; attempt++) {
      long result;
      if (newMark == Chunk.NONE) {
        result = publication.offer(buffer, offset, length, null);
      } else {
        mark = newMark;
        result = publication.offer(buffer, offset, length, marker);
      }
      if (result >= 0) {
        return result;
      } else if (result != io.aeron.Publication.ADMIN_ACTION) {
        return refusal(result);
      }
    }
    return BACK_PRESSURED;
  }

  private long mark() {
    return mark;
  }

  private long refusal(long result) {
    if (result == io.aeron.Publication.BACK_PRESSURED) {
      return BACK_PRESSURED;
    } else if (result == io.aeron.Publication.NOT_CONNECTED) {
      return NOT_CONNECTED;
    } else if (result == io.aeron.Publication.MAX_POSITION_EXCEEDED) {
      throw new TransportException(
          "stream '%s' has carried as much as its terms can count: set transport.termBytes to more"
              .formatted(stream));
    }
    throw transport.broken("its publication of stream '%s' was closed".formatted(stream));
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public boolean isConnected() {
    synchronized (lock) {
      if (closed) {
        return false;
      }
      transport.check();
      return publication.isConnected();
    }
  }

  @Override
  public long publisherId() {
    return publication.sessionId();
  }

  @Override
  public String stream() {
    return stream;
  }

  @Override
  public void close() {
    transport.close(this);
  }

  /** Takes no more messages; those that were taken are still sent. Waits for a running offer. */
  void closeNow() {
    synchronized (lock) {
      closed = true;
      if (!pending) {
        release();
      }
    }
  }

  /** Whether the rest of a message waits to be sent. */
  boolean isPending() {
    return pending;
  }

  /** Sends more of the rest; called by the sender thread. Returns how many bytes were sent. */
  int work() {
    if (!pending) {
      return 0;
    }
    synchronized (lock) {
      int before = restOffset;
      if (!released && pending && sendRest() && closed) {
        release();
      }
      return restOffset - before;
    }
  }

  /** Frees all memory, even if the rest of a message was not sent. */
  void release() {
    synchronized (lock) {
      closed = true;
      pending = false;
      if (!released) {
        released = true;
        if (publication.isConnected()) {
          transport.closedConnected();
        }
        publication.close();
        source.wrap(0, 0);
        rest.free();
      }
    }
  }

  boolean isReleased() {
    synchronized (lock) {
      return released;
    }
  }

  /** Waits until offers that began before the transport broke have returned. */
  @SuppressWarnings("EmptySynchronizedBlock")
  void awaitOffer() {
    synchronized (lock) {
      // Later offers see that the transport is broken.
    }
  }
}
