package dev.rookery.core.replay;

import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.experience.SampleBatch;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Base class of replay buffers over a {@link RowStore}: everything but how they choose rows. A
 * program's own replay extends it and says how in {@link #choose}.
 */
public abstract class StoredReplay implements ReplayBuffer {

  /** The rows; the buffer owns them. */
  protected final RowStore rows;

  private long sampled;
  private int[] slots = new int[0];

  /**
   * An empty buffer.
   *
   * @param capacity how many rows it keeps, at least 1
   * @throws dev.rookery.RookeryException if the machine lacks the memory
   */
  protected StoredReplay(ExperienceSchema schema, int capacity) {
    rows = new RowStore(schema, capacity);
  }

  /** Called when {@code count} rows have been copied into the slots from {@code firstSlot} on. */
  protected abstract void inserted(int firstSlot, int count);

  /**
   * Chooses the rows of a batch.
   *
   * @param slots receives, for each row of the batch, a {@linkplain RowStore#slot slot} with a row
   * @param batch its probabilities and weights are to be filled; its columns follow
   * @param random decides
   */
  protected abstract void choose(int[] slots, SampleBatch batch, RandomGenerator random);

  @Override
  public final ExperienceSchema schema() {
    return rows.schema();
  }

  @Override
  public final int capacity() {
    return rows.capacity();
  }

  @Override
  public final long inserted() {
    return rows.inserted();
  }

  @Override
  public final long sampled() {
    return sampled;
  }

  @Override
  public final long size() {
    return rows.size();
  }

  @Override
  public void insert(ByteBuffer source, int offset, int count) {
    int rowBytes = schema().rowBytes();
    Objects.checkFromIndexSize(offset, (long) count * rowBytes, source.capacity());
    int done = 0;
    while (done < count) {
      int slot = rows.nextSlot();
      int run = rows.insert(source, offset + done * rowBytes, count - done);
      inserted(slot, run);
      done += run;
    }
  }

  @Override
  public final void sample(SampleBatch batch, RandomGenerator random) {
    if (rows.size() == 0) {
      throw new IllegalStateException("nothing to sample: the replay is empty");
    }
    if (slots.length < batch.size()) {
      slots = new int[batch.size()];
    }
    choose(slots, batch, random);
    rows.gather(slots, batch);
    sampled += batch.size();
  }

  @Override
  public final int read(long firstKey, SampleBatch batch) {
    long first = Math.max(firstKey, rows.oldest());
    int count = (int) Math.max(0, Math.min(batch.size(), rows.inserted() - first));
    if (count > 0) {
      int[] wanted = new int[batch.size()];
      for (int i = 0; i < wanted.length; i++) {
        wanted[i] = rows.slot(first + Math.min(i, count - 1));
      }
      rows.gather(wanted, batch);
    }
    return count;
  }

  @Override
  public void save(StateWriter state) {
    state.putLong("sampled", sampled);
    rows.save(state.child("rows"));
  }

  @Override
  public void load(StateReader state) {
    sampled = state.getLong("sampled");
    rows.load(state.child("rows"));
  }

  @Override
  public final void close() {
    rows.close();
  }
}
