package dev.rookery.transport.local;

import dev.rookery.internal.DirectBuffers;
import dev.rookery.transport.MessageHandler;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RecordDescriptor;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The ring between one publisher and one subscriber. The ring contains short messages themselves;
 * for a long message it contains the number of its slot in the publisher's {@link LargeMessages}.
 *
 * <p>The publisher's side is guarded by the publisher's lock and used only while the publisher
 * lists the connection. All else, freeing included, is the subscriber's side, used by whoever holds
 * the subscriber's {@link dev.rookery.internal.PollGate}.
 */
final class Connection implements ControlledMessageHandler {

  private static final int SHORT = 1;
  private static final int LONG = 2;
  private static final int HEADER = RecordDescriptor.HEADER_LENGTH;
  private static final MessageHandler IGNORE = (buffer, offset, length, publisherId) -> {};

  private final LocalPublication publication;
  private final LocalSubscription subscription;
  private final long publisherId;
  private final LargeMessages largeMessages;
  private final ByteBuffer memory;
  private final OneToOneRingBuffer ring;

  /** The subscriber's position when the publisher last read it; reading it costs a cache miss. */
  private long seenConsumerPosition;

  private volatile boolean publisherGone;

  private boolean announced;
  private MessageHandler handler = IGNORE;
  private @Nullable LargeMessage[] viewed = {};
  private ByteBuffer[] views = {};

  Connection(LocalPublication publication, LocalSubscription subscription, int ringBytes) {
    this.publication = publication;
    this.subscription = subscription;
    publisherId = publication.publisherId();
    largeMessages = publication.largeMessages();
    memory =
        DirectBuffers.allocateFreeable(ringBytes + RingBufferDescriptor.TRAILER_LENGTH, "a ring");
    ring = new OneToOneRingBuffer(new UnsafeBuffer(memory));
  }

  LocalPublication publication() {
    return publication;
  }

  LocalSubscription subscription() {
    return subscription;
  }

  // The publisher's side.

  /** The longest message that a ring of so many bytes contains itself. */
  static int maximumShortLength(int ringBytes) {
    return ringBytes / 8;
  }

  /** Whether a short message of that length would be taken now; exact, and writes nothing. */
  boolean hasRoom(int length) {
    if (hasRoom(length, seenConsumerPosition)) {
      return true;
    }
    seenConsumerPosition = ring.consumerPosition();
    return hasRoom(length, seenConsumerPosition);
  }

  /** Whether the number of a long message's slot would be taken now. */
  boolean hasRoomForLong() {
    return hasRoom(Integer.BYTES);
  }

  /** A record does not wrap around, and the header of an empty one follows it. */
  private boolean hasRoom(int length, long consumerPosition) {
    long producerPosition = ring.producerPosition();
    int capacity = ring.capacity();
    int toEnd = capacity - (int) (producerPosition & (capacity - 1));
    int record = BitUtil.align(length + HEADER, RecordDescriptor.ALIGNMENT);
    boolean wraps = record != toEnd && record + HEADER > toEnd;
    int needed = record + HEADER + (wraps ? toEnd : 0);
    return needed <= capacity - (producerPosition - consumerPosition);
  }

  /** Writes a short message, for which there is room. */
  void write(ByteBuffer source, int offset, int length) {
    int index = claim(SHORT, length);
    ring.buffer().putBytes(index, source, offset, length);
    ring.commit(index);
  }

  /** Writes a long message's slot, for which there is room. */
  void writeLong(int slot) {
    int index = claim(LONG, Integer.BYTES);
    ring.buffer().putInt(index, slot);
    ring.commit(index);
  }

  private int claim(int type, int length) {
    int index = ring.tryClaim(type, length);
    if (index < 0) {
      throw new IllegalStateException("no room in the ring for " + length + " bytes");
    }
    return index;
  }

  /** Tells the subscriber that the publisher has closed. */
  void publisherGone() {
    publisherGone = true;
  }

  // The subscriber's side.

  /** Returns true at the first call only. */
  boolean announce() {
    boolean first = !announced;
    announced = true;
    return first;
  }

  /** Whether the publisher is gone, so that an empty ring stays empty. */
  boolean isPublisherGone() {
    return publisherGone;
  }

  boolean isEmpty() {
    return ring.consumerPosition() == ring.producerPosition();
  }

  /** Passes on up to {@code limit} messages; one whose handler throws counts as passed on. */
  int poll(MessageHandler newHandler, int limit) {
    if (handler != newHandler) {
      handler = newHandler;
    }
    int polled = ring.controlledRead(this, limit);
    // Agrona reads up to the ring's end at a time.
    boolean atStart = (ring.consumerPosition() & (ring.capacity() - 1)) == 0;
    return atStart && polled < limit && !subscription.isClosed()
        ? polled + ring.controlledRead(this, limit - polled)
        : polled;
  }

  @Override
  public Action onMessage(int type, MutableDirectBuffer buffer, int index, int length) {
    if (type == SHORT) {
      memory.clear(); // The last handler may have changed it.
      handler.onMessage(memory, index, length, publisherId);
    } else {
      readLong(buffer.getInt(index));
    }
    return subscription.isClosed() ? Action.BREAK : Action.CONTINUE;
  }

  private void readLong(int slot) {
    LargeMessage message = largeMessages.get(slot);
    try {
      handler.onMessage(view(slot, message), 0, message.length(), publisherId);
    } finally {
      message.release();
    }
  }

  private void releaseLong(int type, MutableDirectBuffer buffer, int index, int length) {
    if (type == LONG) {
      largeMessages.get(buffer.getInt(index)).release();
    }
  }

  /** This subscriber's long-lived view of a long message. */
  private ByteBuffer view(int slot, LargeMessage message) {
    if (slot >= views.length) {
      viewed = Arrays.copyOf(viewed, slot + 1);
      views = Arrays.copyOf(views, slot + 1);
    }
    if (viewed[slot] != message) {
      viewed[slot] = message;
      views[slot] = message.view();
    }
    return views[slot].clear();
  }

  /** Releases unread messages and frees the ring, which the publisher must not use any more. */
  void free() {
    handler = IGNORE;
    ring.read(this::releaseLong); // up to the ring's end
    ring.read(this::releaseLong); // and from its start
    BufferUtil.free(memory);
  }
}
