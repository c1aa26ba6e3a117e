package dev.rookery.runtime.wire;

import dev.rookery.internal.DirectBuffers;
import dev.rookery.runtime.wire.codec.MessageHeaderDecoder;
import dev.rookery.runtime.wire.codec.MessageHeaderEncoder;
import dev.rookery.runtime.wire.codec.ReceiptsDecoder;
import dev.rookery.runtime.wire.codec.ReceiptsEncoder;
import dev.rookery.transport.Publication;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The learner's receipts for the experience of several actors, in one message. Every actor receives
 * the message and looks for its own session. One object writes and reads any number of them.
 */
public final class ReceiptMessage {

  /** How many receipts one message holds. */
  public static final int MAXIMUM_RECEIPTS = 64;

  /** What {@link #read} returns if the message has no receipt of the session. */
  public static final long NONE = -1;

  private static final int HEADER_BYTES =
      MessageHeaderDecoder.ENCODED_LENGTH + ReceiptsDecoder.BLOCK_LENGTH;
  private static final int RECEIPT_BYTES = 2 * Long.BYTES;

  private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
  private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
  private final ReceiptsEncoder encoder = new ReceiptsEncoder();
  private final ReceiptsDecoder decoder = new ReceiptsDecoder();
  private final ByteBuffer bytes =
      DirectBuffers.allocate(HEADER_BYTES + MAXIMUM_RECEIPTS * RECEIPT_BYTES);
  private final UnsafeBuffer own = new UnsafeBuffer(bytes);
  private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
  private int count;

  /** Starts a new message, without receipts. */
  public ReceiptMessage clear() {
    count = 0;
    return this;
  }

  /**
   * Adds a receipt.
   *
   * @param session of the actor
   * @param actorSteps how many environment steps of the session the learner has received
   * @throws IndexOutOfBoundsException if the message has {@link #MAXIMUM_RECEIPTS} already
   */
  public ReceiptMessage add(long session, long actorSteps) {
    int at = HEADER_BYTES + count * RECEIPT_BYTES;
    own.putLong(at, session, ByteOrder.LITTLE_ENDIAN);
    own.putLong(at + Long.BYTES, actorSteps, ByteOrder.LITTLE_ENDIAN);
    count++;
    return this;
  }

  /** How many receipts the message has. */
  public int count() {
    return count;
  }

  /** Offers the message; see {@link Publication#offer}. */
  public long offer(Publication publication) {
    encoder.wrapAndApplyHeader(own, 0, headerEncoder).receiptCount(count).reserved(0);
    return publication.offer(bytes, 0, HEADER_BYTES + count * RECEIPT_BYTES);
  }

  /**
   * Reads a message.
   *
   * @return how many environment steps of the session the learner has received, or {@link #NONE}
   * @throws WireException if it is not a message of receipts
   */
  public long read(ByteBuffer message, int offset, int length, long session) {
    view.wrap(message, offset, length);
    Headers.check(
        headerDecoder,
        view,
        length,
        "the learner's receipt",
        ReceiptsDecoder.TEMPLATE_ID,
        ReceiptsDecoder.BLOCK_LENGTH);
    int receipts = decoder.wrapAndApplyHeader(view, 0, headerDecoder).receiptCount();
    Headers.checkLength(
        "the learner's receipt", HEADER_BYTES, (long) receipts * RECEIPT_BYTES, length);
    for (int at = HEADER_BYTES; at < length; at += RECEIPT_BYTES) {
      if (view.getLong(at, ByteOrder.LITTLE_ENDIAN) == session) {
        return Math.max(0, view.getLong(at + Long.BYTES, ByteOrder.LITTLE_ENDIAN));
      }
    }
    return NONE;
  }
}
