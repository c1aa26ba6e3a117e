package dev.rookery.runtime.wire;

import dev.rookery.experience.ExperienceBlock;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.runtime.wire.codec.ExperienceDecoder;
import dev.rookery.runtime.wire.codec.MessageHeaderDecoder;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads blocks of experience in place. One object serves for all messages. */
public final class ExperienceReader implements ExperienceBlock {

  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final ExperienceDecoder decoder = new ExperienceDecoder();
  private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
  private final long schemaHash;
  private final int rowBytes;
  private ByteBuffer buffer = Headers.allocate(0);
  private int rowsOffset;
  private int rowCount;

  /** For rows of {@code schema}. */
  public ExperienceReader(ExperienceSchema schema) {
    schemaHash = schema.layoutHash();
    rowBytes = schema.rowBytes();
  }

  /**
   * Takes a message up.
   *
   * @return this, until the next call
   * @throws WireException if the message is not a whole block of this schema
   */
  public ExperienceReader wrap(ByteBuffer message, int offset, int length) {
    view.wrap(message, offset, length);
    Headers.check(
        header,
        view,
        length,
        "a block of experience",
        ExperienceDecoder.TEMPLATE_ID,
        ExperienceDecoder.SCHEMA_ID,
        ExperienceDecoder.SCHEMA_VERSION,
        ExperienceDecoder.BLOCK_LENGTH);
    decoder.wrapAndApplyHeader(view, 0, header);
    if (decoder.schemaHash() != schemaHash) {
      throw new WireException(
          "a block of rows with another layout arrived from actor %d: its algorithm, settings or"
                  .formatted(decoder.actorId())
              + " environment differ from the learner's");
    }
    rowCount = decoder.rowCount();
    long expected = ExperienceBlocks.HEADER_BYTES + (long) rowCount * rowBytes;
    if (rowCount < 0 || expected != length) {
      throw new WireException(
          "a block that claims %d rows of %d bytes is %d bytes long, not %d"
              .formatted(rowCount, rowBytes, length, expected));
    }
    buffer = message;
    rowsOffset = offset + ExperienceBlocks.HEADER_BYTES;
    return this;
  }

  @Override
  public int actorId() {
    return decoder.actorId();
  }

  @Override
  public long sequence() {
    return decoder.sequence();
  }

  @Override
  public long parameterVersion() {
    return decoder.parameterVersion();
  }

  /** Environment steps that the actor made since its last block. */
  public long newSteps() {
    return decoder.newSteps();
  }

  /** Environment steps that the actor has made in all. */
  public long actorSteps() {
    return decoder.actorSteps();
  }

  @Override
  public int rowCount() {
    return rowCount;
  }

  @Override
  public ByteBuffer buffer() {
    return buffer;
  }

  @Override
  public int rowsOffset() {
    return rowsOffset;
  }
}
