package dev.rookery.core.replay;

import dev.rookery.DataType;
import dev.rookery.algorithm.DivergenceException;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceBlock;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Rows that wait until the learner takes them, each once, in the order in which they came. A
 * checkpoint has no rows: those that wait are lost with the process.
 */
public class RowQueue implements ExperienceStore {

  private final ExperienceSchema schema;

  /** The columns of float32, and where each of them begins and ends in a row, in bytes. */
  private final List<Column> floats;

  private final int[] floatStart;
  private final int[] floatEnd;

  /** Holds {@link #size} rows from number {@link #first} on; those before were taken. */
  private ByteBuffer waiting = DirectBuffers.allocate(0);

  private ByteBuffer taken = DirectBuffers.allocate(0);
  private int first;
  private int size;
  private long inserted;
  private long sampled;

  /** An empty queue. */
  public RowQueue(ExperienceSchema schema) {
    this.schema = schema;
    floats = schema.columns().stream().filter(c -> c.dataType() == DataType.FLOAT32).toList();
    floatStart = floats.stream().mapToInt(column -> schema.offsetOf(column.name())).toArray();
    floatEnd = new int[floatStart.length];
    for (int c = 0; c < floatEnd.length; c++) {
      floatEnd[c] = floatStart[c] + floats.get(c).byteSize();
    }
  }

  @Override
  public final ExperienceSchema schema() {
    return schema;
  }

  @Override
  public final void insert(ExperienceBlock block) {
    for (int i = 0; i < block.rowCount(); i++) {
      check(block.buffer(), block.rowsOffset() + i * schema.rowBytes());
    }
    int bytes = Math.multiplyExact(block.rowCount(), schema.rowBytes());
    makeRoom(bytes);
    int end = (first + size) * schema.rowBytes();
    waiting.put(end, block.buffer(), block.rowsOffset(), bytes);
    size += block.rowCount();
    inserted += block.rowCount();
  }

  /** Moves the rows to the start only if at least as many were taken, so that each moves rarely. */
  private void makeRoom(int bytes) {
    int from = first * schema.rowBytes();
    int held = size * schema.rowBytes();
    if (waiting.capacity() - from - held >= bytes) {
      return;
    }
    boolean fits = first >= size && waiting.capacity() - held >= bytes;
    ByteBuffer room =
        fits ? waiting : DirectBuffers.allocate(Math.addExact(held, Math.max(held, bytes)));
    room.put(0, waiting, from, held);
    waiting = room;
    first = 0;
  }

  /**
   * Refuses a row that nothing can be learned from: here one with a number that is not finite.
   *
   * @param row where it begins in {@code rows}, in bytes
   * @throws DivergenceException if it is one
   */
  protected void check(ByteBuffer rows, int row) {
    for (int c = 0; c < floatStart.length; c++) {
      for (int at = row + floatStart[c]; at < row + floatEnd[c]; at += Float.BYTES) {
        if (!Float.isFinite(rows.getFloat(at))) {
          throw new DivergenceException(
              "column '%s' of the experience has %s"
                  .formatted(floats.get(c).name(), rows.getFloat(at)));
        }
      }
    }
  }

  /**
   * Hands over the rows that have waited longest.
   *
   * @param most how many at most
   * @return the rows from the buffer's start to its limit; valid until the next call
   */
  public final ByteBuffer take(int most) {
    int count = Math.min(most, size);
    int bytes = count * schema.rowBytes();
    if (first == 0 && count == size) {
      ByteBuffer all = waiting;
      waiting = taken.clear();
      taken = all;
    } else {
      taken = taken.capacity() < bytes ? DirectBuffers.allocate(bytes) : taken.clear();
      taken.put(0, waiting, first * schema.rowBytes(), bytes);
      first = count == size ? 0 : first + count;
    }
    taken.limit(bytes);
    sampled += count;
    size -= count;
    return taken;
  }

  @Override
  public final long inserted() {
    return inserted;
  }

  @Override
  public final long sampled() {
    return sampled;
  }

  @Override
  public final long size() {
    return size;
  }

  @Override
  public final void save(StateWriter state) {
    state.putLong("inserted", inserted);
    state.putLong("sampled", sampled);
  }

  @Override
  public final void load(StateReader state) {
    inserted = state.getLong("inserted");
    sampled = state.getLong("sampled");
  }

  @Override
  public void close() {}
}
