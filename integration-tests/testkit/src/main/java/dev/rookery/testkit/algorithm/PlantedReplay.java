package dev.rookery.testkit.algorithm;

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
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A replay that hands out its rows in turn, the first ones first, with weights of the test's
 * choice, and keeps the priorities it is given. Keys are not the rows' positions in the batch.
 */
final class PlantedReplay implements ReplayBuffer {

  private static final long FIRST_KEY = 1_000;

  private final ExperienceSchema schema;
  private final List<ByteBuffer> rows = new ArrayList<>();
  private final Map<Integer, Float> weights = new TreeMap<>();
  private final Map<Long, Float> priorities = new TreeMap<>();
  private long sampled;
  private int next;

  PlantedReplay(ExperienceSchema schema) {
    this.schema = schema;
  }

  /** Gives a row another weight than 1. */
  void weigh(int row, float weight) {
    weights.put(row, weight);
  }

  /** Gives a row another reward. */
  void reward(int row, float reward) {
    rows.get(row).putFloat(schema.offsetOf("reward"), reward);
  }

  /** Begins again with the first row, and forgets the priorities that it was given. */
  void rewind() {
    next = 0;
    priorities.clear();
  }

  /** The priorities that it was given since, by row. */
  Map<Integer, Float> priorities() {
    Map<Integer, Float> byRow = new TreeMap<>();
    priorities.forEach((key, priority) -> byRow.put((int) (key - FIRST_KEY), priority));
    return byRow;
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
    for (int i = 0; i < count; i++) {
      ByteBuffer row = DirectBuffers.allocate(schema.rowBytes());
      row.put(0, buffer, offset + i * schema.rowBytes(), schema.rowBytes());
      rows.add(row);
    }
  }

  @Override
  public void sample(SampleBatch batch, RandomGenerator random) {
    for (int b = 0; b < batch.size(); b++) {
      gather(next, batch, b);
      batch.probabilities()[b] = 1f / rows.size();
      batch.weights()[b] = weights.getOrDefault(next, 1f);
      next = (next + 1) % rows.size();
    }
    sampled += batch.size();
  }

  private void gather(int row, SampleBatch batch, int b) {
    for (int i = 0; i < schema.columns().size(); i++) {
      int bytes = schema.columns().get(i).byteSize();
      batch.column(i).put(b * bytes, rows.get(row), schema.offset(i), bytes);
    }
    batch.keys()[b] = FIRST_KEY + row;
  }

  @Override
  public int read(long firstKey, SampleBatch batch) {
    int from = (int) Math.max(0, firstKey - FIRST_KEY);
    int count = Math.max(0, Math.min(batch.size(), rows.size() - from));
    for (int b = 0; b < count; b++) {
      gather(from + b, batch, b);
    }
    return count;
  }

  @Override
  public void updatePriorities(long[] keys, float[] newPriorities, int count) {
    for (int b = 0; b < count; b++) {
      if (keys[b] < FIRST_KEY || keys[b] >= FIRST_KEY + rows.size()) {
        throw new AssertionError(
            "a priority for the key %s, which no batch had: batch %s"
                .formatted(keys[b], Arrays.toString(keys)));
      }
      if (!(newPriorities[b] >= 0 && newPriorities[b] < Float.POSITIVE_INFINITY)) {
        throw new AssertionError(
            "row %s of the batch got the priority %s, which is not a finite number of at least 0"
                .formatted(b, newPriorities[b]));
      }
      priorities.put(keys[b], newPriorities[b]);
    }
  }

  @Override
  public void save(StateWriter state) {}

  @Override
  public void load(StateReader state) {}

  @Override
  public void close() {}
}
