package dev.rookery.benchmarks;

import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.SampleBatch;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * Prioritized replay as one writes it down first: rows in one buffer, priorities in an array, and a
 * draw that adds them up from the start; all the targets of a batch in one pass.
 */
final class LinearScanReplay {

  private final ExperienceSchema schema;
  private final int capacity;
  private final double alpha;
  private final double beta;
  private final double epsilon;
  private final ByteBuffer rows;
  private final double[] priorities;
  private double largest = 1;
  private long inserted;

  LinearScanReplay(
      ExperienceSchema schema, int capacity, double alpha, double beta, double epsilon) {
    this.schema = schema;
    this.capacity = capacity;
    this.alpha = alpha;
    this.beta = beta;
    this.epsilon = epsilon;
    rows = DirectBuffers.allocate(capacity, schema.rowBytes());
    priorities = new double[capacity];
  }

  long inserted() {
    return inserted;
  }

  void insert(ByteBuffer source, int offset, int count) {
    int rowBytes = schema.rowBytes();
    for (int i = 0; i < count; i++) {
      int slot = (int) (inserted % capacity);
      rows.put(slot * rowBytes, source, offset + i * rowBytes, rowBytes);
      priorities[slot] = largest;
      inserted++;
    }
  }

  void sample(SampleBatch batch, RandomGenerator random) {
    int size = (int) Math.min(inserted, capacity);
    double total = 0;
    for (int slot = 0; slot < size; slot++) {
      total += priorities[slot];
    }
    double smallest = Double.POSITIVE_INFINITY;
    double sum = priorities[0];
    int slot = 0;
    for (int i = 0; i < batch.size(); i++) {
      double target = (i + random.nextDouble()) * total / batch.size();
      while (sum <= target && slot < size - 1) {
        sum += priorities[++slot];
      }
      long key = inserted - inserted % capacity + slot;
      batch.keys()[i] = key < inserted ? key : key - capacity;
      batch.probabilities()[i] = (float) (priorities[slot] / total);
      smallest = Math.min(smallest, priorities[slot]);
      for (int column = 0; column < schema.columns().size(); column++) {
        ByteBuffer values = batch.column(column);
        int bytes = values.capacity() / batch.size();
        values.put(i * bytes, rows, slot * schema.rowBytes() + schema.offset(column), bytes);
      }
    }
    for (int i = 0; i < batch.size(); i++) {
      double priority = batch.probabilities()[i] * total;
      batch.weights()[i] = (float) Math.pow(smallest / priority, beta);
    }
  }

  void updatePriorities(long[] keys, float[] newPriorities, int count) {
    for (int i = 0; i < count; i++) {
      if (keys[i] >= inserted - capacity) {
        double priority = Math.pow(newPriorities[i] + epsilon, alpha);
        priorities[(int) (keys[i] % capacity)] = priority;
        largest = Math.max(largest, priority);
      }
    }
  }
}
