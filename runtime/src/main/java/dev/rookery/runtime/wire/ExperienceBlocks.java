package dev.rookery.runtime.wire;

import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceWriter;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.runtime.wire.codec.ExperienceDecoder;
import dev.rookery.runtime.wire.codec.ExperienceEncoder;
import dev.rookery.runtime.wire.codec.MessageHeaderDecoder;
import dev.rookery.runtime.wire.codec.MessageHeaderEncoder;
import dev.rookery.transport.Publication;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Collects an actor's rows in blocks and sends the blocks. Full blocks wait in order until the
 * publication takes them; few wait if the actor steps only when none does. Buffers are reused, so
 * that nothing is allocated in steady state. Not thread-safe.
 */
public final class ExperienceBlocks implements ExperienceWriter {

  static final int HEADER_BYTES =
      MessageHeaderDecoder.ENCODED_LENGTH + ExperienceDecoder.BLOCK_LENGTH;

  /** The most bytes of a block of several rows; a single row may be longer. */
  static final int MAXIMUM_BYTES = 1 << 18;

  private final MessageHeaderEncoder header = new MessageHeaderEncoder();
  private final ExperienceEncoder encoder = new ExperienceEncoder();
  private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
  private final ArrayDeque<ByteBuffer> full = new ArrayDeque<>();
  private final ArrayDeque<ByteBuffer> spare = new ArrayDeque<>();
  private final long schemaHash;
  private final int rowBytes;
  private final int blockRows;
  private final int actorId;
  private final long session;
  private ByteBuffer open;
  private int openRows;
  private long sequence;
  private long newSteps;
  private long actorSteps;
  private long parameterVersion;
  private long oldestVersion;
  private long newestVersion;

  /**
   * Makes the blocks of a session.
   *
   * @param blockRows how many rows a block has at most, and fewer where they would be long together
   */
  public ExperienceBlocks(ExperienceSchema schema, int blockRows, int actorId, long session) {
    this.schemaHash = schema.layoutHash();
    this.rowBytes = schema.rowBytes();
    this.blockRows = Math.max(1, Math.min(blockRows, MAXIMUM_BYTES / rowBytes));
    this.actorId = actorId;
    this.session = session;
    open = allocate();
  }

  @Override
  public int beginRow() {
    return HEADER_BYTES + openRows * rowBytes;
  }

  @Override
  public ByteBuffer buffer() {
    return open;
  }

  @Override
  public void endRow() {
    if (openRows == 0) {
      oldestVersion = parameterVersion;
    }
    newestVersion = parameterVersion;
    if (++openRows == blockRows) {
      sealOpenBlock();
    }
  }

  /** Adds environment steps, which the next block reports. */
  public void addEnvironmentSteps(long steps) {
    newSteps += steps;
    actorSteps += steps;
  }

  /** How many environment steps the session has made. */
  public long environmentSteps() {
    return actorSteps;
  }

  /** Sets the version of the parameters with which the next rows are made. */
  public void parameterVersion(long version) {
    parameterVersion = version;
  }

  /**
   * Sends the full blocks that wait.
   *
   * @return whether all were taken
   */
  public boolean sendFull(Publication publication) {
    for (ByteBuffer block = full.peek(); block != null; block = full.peek()) {
      view.wrap(block);
      encoder.wrap(view, MessageHeaderEncoder.ENCODED_LENGTH);
      encoder.newSteps(newSteps).actorSteps(actorSteps);
      int length = HEADER_BYTES + rowCount(block) * rowBytes;
      if (publication.offer(block, 0, length) < 0) {
        return false;
      }
      newSteps = 0;
      full.remove();
      spare.add(block);
    }
    return true;
  }

  /** Sends all rows and steps, those of a block that is not full too; see {@link #sendFull}. */
  public boolean sendAll(Publication publication) {
    if (openRows > 0 || (newSteps > 0 && full.isEmpty())) {
      sealOpenBlock();
    }
    return sendFull(publication);
  }

  /** Sends all rows, those of a block that is not full too; steps wait for them. */
  public boolean sendRows(Publication publication) {
    if (openRows > 0) {
      sealOpenBlock();
    }
    return sendFull(publication);
  }

  /** How many blocks were made so far. */
  public long count() {
    return sequence;
  }

  private void sealOpenBlock() {
    view.wrap(open);
    encoder
        .wrapAndApplyHeader(view, 0, header)
        .schemaHash(schemaHash)
        .session(session)
        .sequence(sequence++)
        .oldestVersion(openRows == 0 ? parameterVersion : oldestVersion)
        .newestVersion(openRows == 0 ? parameterVersion : newestVersion)
        .actorId(actorId)
        .rowCount(openRows);
    full.add(open);
    ByteBuffer next = spare.poll();
    open = next == null ? allocate() : next;
    openRows = 0;
  }

  private int rowCount(ByteBuffer block) {
    return block.getInt(
        MessageHeaderDecoder.ENCODED_LENGTH + ExperienceDecoder.rowCountEncodingOffset());
  }

  private ByteBuffer allocate() {
    return DirectBuffers.allocate(
        Math.addExact(HEADER_BYTES, Math.multiplyExact(blockRows, rowBytes)));
  }
}
