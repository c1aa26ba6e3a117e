package dev.rookery.transport.aeron;

import dev.rookery.internal.PollGate;
import dev.rookery.transport.MessageException;
import dev.rookery.transport.MessageHandler;
import io.aeron.Image;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.agrona.DirectBuffer;
import org.agrona.LangUtil;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of one publisher for one subscription. A message in one frame is passed on in
 * place. A message in several frames, which are Aeron's fragments or our chunks, is copied together
 * first.
 *
 * <p>A reader that begins in the middle of a message skips to the next one. Memory grows with the
 * bytes that have arrived, never with the length that a peer announces.
 */
final class ImageReader implements ControlledFragmentHandler {

  private static final MessageHandler IGNORE = (buffer, offset, length, publisherId) -> {};
  private static final int IDLE = -1;
  private static final int UNKNOWN = Integer.MAX_VALUE;
  private static final int FIRST_ALLOCATION = 1 << 12;

  private final Image image;
  private final String stream;
  private final PollGate gate;
  private final int longestMessage;
  private final GrowingMemory assembled;

  /** The length of the message that is being copied together; UNKNOWN, or IDLE if there is none. */
  private int expected = IDLE;

  private int received;

  private MessageHandler handler = IGNORE;
  private int limit;
  private int polled;
  private @Nullable Throwable thrown;

  ImageReader(Image image, String stream, PollGate gate, int longestMessage) {
    this.image = image;
    this.stream = stream;
    this.gate = gate;
    this.longestMessage = longestMessage;
    assembled = new GrowingMemory("a long message from stream '" + stream + "'");
  }

  Image image() {
    return image;
  }

  long publisherId() {
    return image.sessionId();
  }

  /** Passes on up to {@code newLimit} messages; throws what the handler throws. */
  int poll(MessageHandler newHandler, int newLimit) {
    handler = newHandler;
    limit = newLimit;
    polled = 0;
    image.controlledPoll(this, Integer.MAX_VALUE);
    handler = IGNORE;
    Throwable failure = thrown;
    if (failure != null) {
      thrown = null;
      LangUtil.rethrowUnchecked(failure);
    }
    return polled;
  }

  @Override
  public Action onFragment(DirectBuffer buffer, int offset, int length, Header header) {
    try {
      long mark = header.reservedValue();
      byte flags = header.flags();
      if (mark == Chunk.NONE
          && (flags & FrameDescriptor.UNFRAGMENTED) == FrameDescriptor.UNFRAGMENTED) {
        expected = IDLE;
        ByteBuffer bytes = Objects.requireNonNull(buffer.byteBuffer());
        bytes.clear().order(ByteOrder.nativeOrder()); // The last handler may have changed it.
        deliver(bytes, offset + buffer.wrapAdjustment(), length);
      } else if (begins(mark, flags) && append(buffer, offset, length, mark, flags)) {
        int whole = received;
        expected = IDLE;
        deliver(assembled.bytes(), 0, whole);
      }
    } catch (Throwable e) { // Aeron would not pass it on to the caller.
      thrown = e;
      return Action.BREAK;
    }
    return polled >= limit || gate.isClosed() ? Action.BREAK : Action.CONTINUE;
  }

  private void deliver(ByteBuffer bytes, int offset, int length) {
    polled++;
    handler.onMessage(bytes, offset, length, image.sessionId());
  }

  /** Checks whether a frame is a message, or belongs to one whose beginning was read. */
  private boolean begins(long mark, byte flags) {
    if ((flags & FrameDescriptor.BEGIN_FRAG_FLAG) == 0) {
      return expected != IDLE;
    }
    if (mark == Chunk.NONE) {
      expected = UNKNOWN;
      received = 0;
    } else if (Chunk.isFirst(mark)) {
      expected = announced(Chunk.bytesLeft(mark));
      received = 0;
    } else if (expected != IDLE && expected - received != Chunk.bytesLeft(mark)) {
      expected = IDLE; // a piece is missing
    }
    return expected != IDLE;
  }

  private int announced(long bytes) {
    if (bytes < 1 || bytes > longestMessage) {
      expected = IDLE;
      throw new MessageException(
          "publisher %s of stream '%s' at %s announces a message of %s bytes: up to"
                  .formatted(image.sessionId(), stream, image.sourceIdentity(), bytes)
              + " %s are allowed; the message is left out; set transport.maximumMessageBytes if it"
                  .formatted(longestMessage)
              + " is meant");
    }
    return (int) bytes;
  }

  /** Adds a frame; returns whether the message is complete. */
  private boolean append(DirectBuffer buffer, int offset, int length, long mark, byte flags) {
    long end = (long) received + length;
    if (end > Math.min(expected, longestMessage)) {
      expected = IDLE;
      throw new MessageException(
          "publisher %s of stream '%s' at %s sends a message of more than the %s bytes it announced"
                  .formatted(image.sessionId(), stream, image.sourceIdentity(), received)
              + " or that are allowed; the message is left out");
    }
    if (end > assembled.capacity()) {
      long doubled = Math.max(FIRST_ALLOCATION, Math.max(end, 2L * assembled.capacity()));
      assembled.ensure((int) end, (int) Math.min(doubled, longestMessage), received);
    }
    assembled.buffer().putBytes(received, buffer, offset, length);
    received = (int) end;
    boolean lastFrame = (flags & FrameDescriptor.END_FRAG_FLAG) != 0;
    return lastFrame && (mark == Chunk.NONE || received == expected);
  }

  void free() {
    assembled.free();
  }
}
