package dev.rookery.core.replay;

import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.SampleBatch;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws every row with the same probability, with replacement (Lin 1992; Mnih et al. 2015), or only
 * the newest share of all rows that ever came in: so the window of experience grows as the run goes
 * on, and rows of the first policies are soon drawn no more. Not thread-safe.
 */
public final class UniformReplayBuffer extends StoredReplay {

  private final double newestShare;

  /**
   * An empty buffer that draws from all its rows.
   *
   * @param capacity how many rows it keeps, at least 1
   * @throws dev.rookery.RookeryException if the machine lacks the memory
   */
  public UniformReplayBuffer(ExperienceSchema schema, int capacity) {
    this(schema, capacity, 1);
  }

  /**
   * An empty buffer that draws from its newest rows.
   *
   * @param capacity how many rows it keeps, at least 1
   * @param newestShare how many of all rows inserted so far are drawn from, as far as the buffer
   *     still holds them; above 0, at most 1
   * @throws dev.rookery.RookeryException if the machine lacks the memory
   */
  public UniformReplayBuffer(ExperienceSchema schema, int capacity, double newestShare) {
    super(schema, capacity);
    this.newestShare = newestShare;
  }

  @Override
  protected void inserted(int firstSlot, int count) {
    // Every row is as likely as every other.
  }

  @Override
  protected void choose(int[] slots, SampleBatch batch, RandomGenerator random) {
    int window = (int) Math.min(rows.size(), (long) Math.ceil(newestShare * rows.inserted()));
    for (int i = 0; i < batch.size(); i++) {
      slots[i] = rows.slot(rows.inserted() - 1 - random.nextInt(window));
    }
    Arrays.fill(batch.probabilities(), 1f / window);
    Arrays.fill(batch.weights(), 1);
  }

  @Override
  public void updatePriorities(long[] keys, float[] priorities, int count) {
    // As the interface says: without effect here.
  }
}
