package dev.rookery.core.policy;

import dev.rookery.DataType;
import dev.rookery.algorithm.DivergenceException;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.distribution.ActionDistribution;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceBlock;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers segments until the learner takes them, each once, in the order in which they came. A
 * checkpoint has no segments: those that wait are lost with the process.
 */
public final class RolloutStore implements ExperienceStore {

  private final ExperienceSchema schema;
  private final ActionDistribution distribution;
  private final List<Column> floats;
  private final float[] action;
  private ByteBuffer waiting = DirectBuffers.allocate(0);
  private ByteBuffer taken = DirectBuffers.allocate(0);
  private int size;
  private long inserted;
  private long sampled;

  /** An empty store of {@link SegmentSchema}'s rows, with actions of this distribution. */
  public RolloutStore(ExperienceSchema schema, ActionDistribution distribution) {
    this.schema = schema;
    this.distribution = distribution;
    floats = schema.columns().stream().filter(c -> c.dataType() == DataType.FLOAT32).toList();
    action = new float[schema.columns().get(schema.indexOf(SegmentSchema.ACTION)).size()];
  }

  @Override
  public ExperienceSchema schema() {
    return schema;
  }

  @Override
  public void insert(ExperienceBlock block) {
    for (int i = 0; i < block.rowCount(); i++) {
      check(block.buffer(), block.rowsOffset() + i * schema.rowBytes());
    }
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

  private void check(ByteBuffer rows, int row) {
    for (int c = 0; c < floats.size(); c++) {
      Column column = floats.get(c);
      int from = row + schema.offsetOf(column.name());
      for (int at = from; at < from + column.byteSize(); at += Float.BYTES) {
        if (!Float.isFinite(rows.getFloat(at))) {
          throw new DivergenceException(
              "column '%s' of the experience has %s".formatted(column.name(), rows.getFloat(at)));
        }
      }
    }
    int from = row + schema.offsetOf(SegmentSchema.ACTION);
    for (int i = 0; i < action.length; i++) {
      action[i] = rows.getFloat(from + i * Float.BYTES);
    }
    for (int at = 0; at < action.length; at += distribution.numbers()) {
      if (!distribution.isAction(action, at)) {
        throw new DivergenceException(
            "column 'action' of the experience has %s, which is no action"
                .formatted(
                    Arrays.toString(Arrays.copyOfRange(action, at, at + distribution.numbers()))));
      }
    }
  }

  /**
   * Hands over the rows that have waited longest.
   *
   * @param most how many at most
   * @return the rows from the buffer's start to its limit; valid until the next call
   */
  ByteBuffer take(int most) {
    int count = Math.min(most, size);
    int bytes = count * schema.rowBytes();
    int rest = (size - count) * schema.rowBytes();
    ByteBuffer rows = waiting;
    waiting = taken.capacity() < rest ? DirectBuffers.allocate(rest) : taken.clear();
    waiting.put(0, rows, bytes, rest);
    taken = rows;
    rows.limit(bytes);
    sampled += count;
    size -= count;
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
