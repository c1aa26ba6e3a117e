package dev.rookery.core.replay;

import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.SampleBatch;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/** A replay that leaves all to another one; tests override what is to be different. */
public class ForwardingReplay implements PrioritizedReplay {

  private final PrioritizedReplay replay;

  public ForwardingReplay(PrioritizedReplay replay) {
    this.replay = replay;
  }

  @Override
  public void sample(SampleBatch batch, RandomGenerator random) {
    replay.sample(batch, random);
  }

  @Override
  public void beta(double beta) {
    replay.beta(beta);
  }

  @Override
  public void trim(long learnerSteps) {
    replay.trim(learnerSteps);
  }

  @Override
  public int capacity() {
    return replay.capacity();
  }

  @Override
  public void insert(ByteBuffer rows, int offset, int count) {
    replay.insert(rows, offset, count);
  }

  @Override
  public int read(long firstKey, SampleBatch batch) {
    return replay.read(firstKey, batch);
  }

  @Override
  public void updatePriorities(long[] keys, float[] priorities, int count) {
    replay.updatePriorities(keys, priorities, count);
  }

  @Override
  public ExperienceSchema schema() {
    return replay.schema();
  }

  @Override
  public long inserted() {
    return replay.inserted();
  }

  @Override
  public long sampled() {
    return replay.sampled();
  }

  @Override
  public long size() {
    return replay.size();
  }

  @Override
  public void save(StateWriter state) {
    replay.save(state);
  }

  @Override
  public void load(StateReader state) {
    replay.load(state);
  }

  @Override
  public void close() {
    replay.close();
  }
}
