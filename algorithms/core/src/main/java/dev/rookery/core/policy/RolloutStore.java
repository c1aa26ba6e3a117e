package dev.rookery.core.policy;

import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.experience.ExperienceBlock;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;

/**
 * Gathers segments until the learner takes all that there are, once. What comes while it learns
 * waits for the next time. A checkpoint has no segments: those that wait are lost with the process.
 */
public final class RolloutStore implements ExperienceStore {

  private final ExperienceSchema schema;
  private ByteBuffer waiting = DirectBuffers.allocate(0);
  private ByteBuffer taken = DirectBuffers.allocate(0);
  private int size;
  private long inserted;
  private long sampled;

  /** An empty store of {@link SegmentSchema}'s rows. */
  public RolloutStore(ExperienceSchema schema) {
    this.schema = schema;
  }

  @Override
  public ExperienceSchema schema() {
    return schema;
  }

  @Override
  public void insert(ExperienceBlock block) {
    int bytes = Math.multiplyExact(block.rowCount(), schema.rowBytes());
    int end = size * schema.rowBytes();
    if (waiting.capacity() - end < bytes) {
      ByteBuffer larger = DirectBuffers.allocate(Math.addExact(end, Math.max(end, bytes)));
      larger.put(0, waiting, 0, end);
      waiting = larger;
    }
    waiting.put(end, block.buffer(), block.rowsOffset(), bytes);
    size += block.rowCount();
    inserted += block.rowCount();
  }

  /**
   * Hands over all rows that wait.
   *
   * @return the rows from the buffer's start; valid until the next call
   */
  ByteBuffer take() {
    ByteBuffer rows = waiting;
    waiting = taken;
    taken = rows;
    sampled += size;
    rows.limit(size * schema.rowBytes());
    waiting.clear();
    size = 0;
    return rows;
  }

  @Override
  public long inserted() {
    return inserted;
  }

  @Override
  public long sampled() {
    return sampled;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void save(StateWriter state) {
    state.putLong("inserted", inserted);
    state.putLong("sampled", sampled);
  }

  @Override
  public void load(StateReader state) {
    inserted = state.getLong("inserted");
    sampled = state.getLong("sampled");
  }

  @Override
  public void close() {}
}
