package dev.rookery.core.replay;

import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.SampleBatch;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws every row with the same probability, with replacement (Lin 1992; Mnih et al. 2015). Not
 * thread-safe.
 */
public final class UniformReplayBuffer extends StoredReplay {

  /**
   * An empty buffer.
   *
   * @param capacity how many rows it keeps, at least 1
   * @throws dev.rookery.RookeryException if the machine lacks the memory
   */
  public UniformReplayBuffer(ExperienceSchema schema, int capacity) {
    super(schema, capacity);
  }

  @Override
  void inserted(int firstSlot, int count) {
    // Every row is as likely as every other.
  }

  @Override
  void choose(int[] slots, SampleBatch batch, RandomGenerator random) {
    int size = rows.size();
    for (int i = 0; i < batch.size(); i++) {
      slots[i] = random.nextInt(size);
    }
    Arrays.fill(batch.probabilities(), 1f / size);
    Arrays.fill(batch.weights(), 1);
  }

  @Override
  public void updatePriorities(long[] keys, float[] priorities, int count) {
    // As the interface says: without effect here.
  }
}
