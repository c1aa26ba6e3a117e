package dev.rookery.core.replay;

import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.SampleBatch;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Hands each row out once, in the order in which they came: for learners that learn from what was
 * done last, and keep nothing. Not thread-safe.
 */
public final class OnceReplay extends StoredReplay {

  /**
   * An empty buffer.
   *
   * @param capacity how many rows may wait
   * @throws dev.rookery.RookeryException if the machine lacks the memory
   */
  public OnceReplay(ExperienceSchema schema, int capacity) {
    super(schema, capacity);
  }

  @Override
  protected void inserted(int firstSlot, int count) {
    if (rows.inserted() - sampled() > capacity()) {
      throw new IllegalStateException(
          "more than %s rows wait: nobody takes them".formatted(capacity()));
    }
  }

  /** Whether so many rows wait. */
  @Override
  public boolean canSample(int count) {
    return rows.inserted() - sampled() >= count;
  }

  @Override
  protected void choose(int[] slots, SampleBatch batch, RandomGenerator random) {
    if (!canSample(batch.size())) {
      throw new IllegalStateException("fewer rows wait than the batch has");
    }
    for (int i = 0; i < batch.size(); i++) {
      slots[i] = rows.slot(sampled() + i);
    }
    Arrays.fill(batch.probabilities(), 1);
    Arrays.fill(batch.weights(), 1);
  }

  @Override
  public void updatePriorities(long[] keys, float[] priorities, int count) {
    // As the interface says: without effect here.
  }
}
