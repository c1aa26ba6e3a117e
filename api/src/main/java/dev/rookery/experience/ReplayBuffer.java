package dev.rookery.experience;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * Keeps the latest rows and draws random batches of them (Lin 1992; Mnih et al. 2015). Each row has
 * a key: its number in the order of insertion, from 0. When full, the oldest row makes room.
 */
public interface ReplayBuffer extends ExperienceStore {

  /** How many rows fit. */
  int capacity();

  /**
   * Takes rows.
   *
   * @param rows holds them, in the machine's byte order
   * @param offset where the first starts, in bytes
   * @param count how many
   */
  void insert(ByteBuffer rows, int offset, int count);

  @Override
  default void insert(ExperienceBlock block) {
    insert(block.buffer(), block.rowsOffset(), block.rowCount());
  }

  /**
   * Whether a batch can be drawn now: here, whether there is a row.
   *
   * @param rows of the batch
   */
  default boolean canSample(int rows) {
    return size() > 0;
  }

  /**
   * Fills {@code batch}: its columns, and for every row the key, the probability with which it was
   * drawn, and the importance weight.
   *
   * @param random decides the draw
   * @throws IllegalStateException if the buffer is empty
   */
  void sample(SampleBatch batch, RandomGenerator random);

  /**
   * Copies rows in the order of insertion, without counting them as drawn: for statistics.
   *
   * @param firstKey where to begin; rows that are no longer there are left out
   * @param batch its columns and keys receive the rows, from the start; what is beyond their number
   *     is of no meaning
   * @return how many: as many as there are and fit
   */
  int read(long firstKey, SampleBatch batch);

  /**
   * Gives rows new priorities; a row that has been overwritten meanwhile is skipped. Does nothing
   * in a buffer that draws uniformly.
   *
   * @param keys as a {@link SampleBatch} gave them
   * @param priorities at least 0 each: the size of the TD error or what the algorithm uses for it
   * @param count how many of both to use
   * @throws IllegalArgumentException if a priority is negative, infinite or NaN
   */
  void updatePriorities(long[] keys, float[] priorities, int count);
}
