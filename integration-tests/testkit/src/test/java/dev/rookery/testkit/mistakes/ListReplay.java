package dev.rookery.testkit.mistakes;

import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.experience.SampleBatch;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Keeps all rows, and draws uniformly. */
class ListReplay implements ReplayBuffer {

  private final ExperienceSchema schema;
  private final List<ByteBuffer> rows = new ArrayList<>();
  private long sampled;

  ListReplay(ExperienceSchema schema) {
    this.schema = schema;
  }

  @Override
  public ExperienceSchema schema() {
    return schema;
  }

  @Override
  public int capacity() {
    return Integer.MAX_VALUE;
  }

  @Override
  public long inserted() {
    return rows.size();
  }

  @Override
  public long sampled() {
    return sampled;
  }

  @Override
  public long size() {
    return rows.size();
  }

  @Override
  public void insert(ByteBuffer buffer, int offset, int count) {
    int bytes = schema.rowBytes();
    for (int i = 0; i < count; i++) {
      rows.add(DirectBuffers.allocate(bytes).put(0, buffer, offset + i * bytes, bytes));
    }
  }

  @Override
  public void sample(SampleBatch batch, RandomGenerator random) {
    for (int b = 0; b < batch.size(); b++) {
      gather(random.nextInt(rows.size()), batch, b);
    }
    Arrays.fill(batch.weights(), 1);
    Arrays.fill(batch.probabilities(), 1f / rows.size());
    sampled += batch.size();
  }

  private void gather(int row, SampleBatch batch, int b) {
    for (int i = 0; i < schema.columns().size(); i++) {
      int bytes = schema.columns().get(i).byteSize();
      batch.column(i).put(b * bytes, rows.get(row), schema.offset(i), bytes);
    }
    batch.keys()[b] = row;
  }

  @Override
  public int read(long firstKey, SampleBatch batch) {
    int count = (int) Math.max(0, Math.min(batch.size(), rows.size() - firstKey));
    for (int b = 0; b < count; b++) {
      gather((int) firstKey + b, batch, b);
    }
    return count;
  }

  @Override
  public void updatePriorities(long[] keys, float[] priorities, int count) {}

  @Override
  public void save(StateWriter state) {
    state.putLong("rows", rows.size());
    for (int i = 0; i < rows.size(); i++) {
      state.putBytes("row" + i, rows.get(i).duplicate());
    }
  }

  @Override
  public void load(StateReader state) {
    rows.clear();
    for (int i = 0; i < state.getLong("rows"); i++) {
      ByteBuffer row = DirectBuffers.allocate(schema.rowBytes());
      state.getBytes("row" + i, row);
      rows.add(row);
    }
  }

  @Override
  public void close() {}
}
