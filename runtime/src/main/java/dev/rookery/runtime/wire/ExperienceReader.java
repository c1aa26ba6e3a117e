package dev.rookery.runtime.wire;

import dev.rookery.experience.ExperienceBlock;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.runtime.wire.codec.ExperienceDecoder;
import dev.rookery.runtime.wire.codec.MessageHeaderDecoder;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads blocks of experience in place. One object reads all messages. */
public final class ExperienceReader implements ExperienceBlock {

  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final ExperienceDecoder decoder = new ExperienceDecoder();
  private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
  private final long schemaHash;
  private final int rowBytes;
  private ByteBuffer buffer = DirectBuffers.allocate(0);
  private int rowsOffset;
  private int rowCount;

  /** Makes a reader of rows of {@code schema}. */
  public ExperienceReader(ExperienceSchema schema) {
    schemaHash = schema.layoutHash();
    rowBytes = schema.rowBytes();
  }

  /**
   * Reads and checks a message, which must not change until the next call.
   *
   * @return this
   * @throws WireException if the message is not a whole block of this schema
   */
  public ExperienceReader wrap(ByteBuffer message, int offset, int length) {
    return wrapHeader(message, offset, length).checkRows();
  }

  /**
   * Reads the header of a message, which says whose it is. The block has no rows until {@link
   * #checkRows} is called.
   *
   * @return this
   * @throws WireException if the message has not the header of a block
   */
  public ExperienceReader wrapHeader(ByteBuffer message, int offset, int length) {
    view.wrap(message, offset, length);
    Headers.check(
        header,
        view,
        length,
        "a block of experience",
        ExperienceDecoder.TEMPLATE_ID,
        ExperienceDecoder.BLOCK_LENGTH);
    decoder.wrapAndApplyHeader(view, 0, header);
    buffer = message;
    rowsOffset = offset + ExperienceBlocks.HEADER_BYTES;
    rowCount = 0;
    return this;
  }

  /**
   * Checks that the block is complete and of this schema.
   *
   * @return this
   * @throws WireException if it is not
   */
  public ExperienceReader checkRows() {
    if (decoder.schemaHash() != schemaHash) {
      throw new WireException(
          "a block of rows with another layout arrived from actor %s: its algorithm, settings or"
                  .formatted(decoder.actorId())
              + " environment differ from the learner's");
    }
    int claimed = decoder.rowCount();
    long expected = ExperienceBlocks.HEADER_BYTES + (long) claimed * rowBytes;
    if (claimed < 0 || expected != view.capacity()) {
      throw new WireException(
          "a block that claims %s rows of %s bytes is %s bytes long, not %s"
              .formatted(claimed, rowBytes, view.capacity(), expected));
    }
    if (newSteps() < 0 || newSteps() > actorSteps()) {
      throw new WireException(
          "a block of actor %s claims %s new environment steps of %s"
              .formatted(actorId(), newSteps(), actorSteps()));
    }
    if (oldestVersion() < 0 || oldestVersion() > newestVersion()) {
      throw new WireException(
          "a block of actor %s claims rows of the parameter versions %s to %s"
              .formatted(actorId(), oldestVersion(), newestVersion()));
    }
    rowCount = claimed;
    return this;
  }

  @Override
  public int actorId() {
    return decoder.actorId();
  }

  /** The session that the block is of. */
  public long session() {
    return decoder.session();
  }

  @Override
  public long sequence() {
    return decoder.sequence();
  }

  @Override
  public long oldestVersion() {
    return decoder.oldestVersion();
  }

  @Override
  public long newestVersion() {
    return decoder.newestVersion();
  }

  /** Environment steps that the actor made since its session's last block. */
  public long newSteps() {
    return decoder.newSteps();
  }

  /** Environment steps that the actor has made in its session so far. */
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
