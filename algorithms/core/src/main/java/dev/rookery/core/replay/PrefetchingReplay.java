package dev.rookery.core.replay;

import dev.rookery.SeededRandom;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.SampleBatch;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * Draws the next batch on a thread of its own while the learner computes with the one before
 * (Horgan et al. 2018, "Ape-X", appendix F).
 *
 * <p>Each {@link #sample} hands out the batch that the one before asked for, and asks for the next.
 * Whatever changes the replay or looks into it waits until that draw is done. So what is drawn
 * depends on the order of calls alone, never on how fast threads are, and it is one call older than
 * without prefetching: rows, priorities and beta that came since do not count yet.
 *
 * <p>Used by one thread, as any replay; it owns the one that it draws from.
 */
public final class PrefetchingReplay implements PrioritizedReplay {

  private final PrioritizedReplay replay;
  private final SampleBatch next;
  private final SeededRandom random = new SeededRandom(0);
  private final BackgroundTask draw;
  private boolean asked;
  private long sampled;

  /**
   * Draws from {@code replay} ahead of time.
   *
   * @param batchSize rows of every batch
   */
  public PrefetchingReplay(PrioritizedReplay replay, int batchSize) {
    this.replay = replay;
    next = new SampleBatch(replay.schema(), batchSize);
    draw = new BackgroundTask("replay-draws", () -> replay.sample(next, random));
  }

  @Override
  public ExperienceSchema schema() {
    return replay.schema();
  }

  @Override
  public int capacity() {
    return replay.capacity();
  }

  @Override
  public long inserted() {
    return replay.inserted();
  }

  /** What was handed out; the batch that waits does not count. */
  @Override
  public long sampled() {
    return sampled;
  }

  @Override
  public long size() {
    return replay.size();
  }

  @Override
  public void insert(ByteBuffer rows, int offset, int count) {
    draw.await();
    replay.insert(rows, offset, count);
  }

  /**
   * {@inheritDoc}
   *
   * @param random decides the draw that the <em>next</em> call hands out
   * @throws IllegalArgumentException if the batch has another size than the constructor was told
   */
  @Override
  public void sample(SampleBatch batch, RandomGenerator random) {
    if (batch.size() != next.size()) {
      throw new IllegalArgumentException(
          "batches of %s rows are prefetched, not of %s".formatted(next.size(), batch.size()));
    }
    if (!asked) {
      ask(random);
    }
    draw.await();
    copy(next, batch);
    sampled += batch.size();
    ask(random);
  }

  @Override
  public int read(long firstKey, SampleBatch batch) {
    draw.await();
    return replay.read(firstKey, batch);
  }

  private void ask(RandomGenerator random) {
    if (replay.size() == 0) {
      throw new IllegalStateException("nothing to sample: the replay is empty");
    }
    // A generator of the helper's own: the caller's may be saved while the draw goes on.
    this.random.seeded(random.nextLong());
    asked = true;
    draw.start();
  }

  @Override
  public void updatePriorities(long[] keys, float[] priorities, int count) {
    draw.await();
    replay.updatePriorities(keys, priorities, count);
  }

  @Override
  public void beta(double beta) {
    draw.await();
    replay.beta(beta);
  }

  @Override
  public void trim(long learnerSteps) {
    draw.await();
    replay.trim(learnerSteps);
  }

  /** Saves the batch that waits, too. */
  @Override
  public void save(StateWriter state) {
    draw.await();
    state.putLong("handed_out", sampled);
    state.putLong("asked", asked ? 1 : 0);
    if (asked) {
      PrefetchedBatch.save(next, state.child("next"));
    }
    replay.save(state.child("replay"));
  }

  @Override
  public void load(StateReader state) {
    draw.await();
    sampled = state.getLong("handed_out");
    asked = state.getLong("asked") == 1;
    if (asked) {
      PrefetchedBatch.load(next, state.child("next"));
    }
    replay.load(state.child("replay"));
  }

  private static void copy(SampleBatch from, SampleBatch to) {
    for (int i = 0; i < from.schema().columns().size(); i++) {
      to.column(i).put(0, from.column(i), 0, from.column(i).capacity());
    }
    System.arraycopy(from.keys(), 0, to.keys(), 0, from.size());
    System.arraycopy(from.probabilities(), 0, to.probabilities(), 0, from.size());
    System.arraycopy(from.weights(), 0, to.weights(), 0, from.size());
  }

  @Override
  public void close() {
    draw.close();
    replay.close();
  }
}
