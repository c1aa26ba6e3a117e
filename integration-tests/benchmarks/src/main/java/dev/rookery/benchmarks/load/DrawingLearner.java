package dev.rookery.benchmarks.load;

import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.experience.SampleBatch;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * Draws batches and gives their priorities back, a fixed number in each second, and trains nothing:
 * what is left of a learner whose network is on another device. The parameters are those of a real
 * one.
 */
final class DrawingLearner implements Learner {

  static final int BATCH = 512;

  private final Learner real;
  private final ReplayBuffer replay;
  private final LoadCounters counters;
  private final long periodNanos;
  private final SampleBatch batch;
  private final float[] priorities = new float[BATCH];
  private final SplittableRandom random = new SplittableRandom(1);
  private long next = System.nanoTime();
  private long steps;

  DrawingLearner(Learner real, ReplayBuffer replay, LoadCounters counters, int batchesPerSecond) {
    this.real = real;
    this.replay = replay;
    this.counters = counters;
    periodNanos = 1_000_000_000L / batchesPerSecond;
    batch = new SampleBatch(replay.schema(), BATCH);
  }

  @Override
  public LearnerStep step() {
    if (System.nanoTime() - next < 0 || !replay.canSample(BATCH)) {
      return LearnerStep.IDLE;
    }
    next += periodNanos;
    replay.sample(batch, random);
    for (int i = 0; i < BATCH; i++) {
      priorities[i] = (float) -Math.log(1 - random.nextDouble());
    }
    replay.updatePriorities(batch.keys(), priorities, BATCH);
    steps++;
    counters.batches.incrementAndGet();
    return LearnerStep.UPDATED;
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public void startFrom(ParameterSnapshot parameters) {
    real.startFrom(parameters);
  }

  @Override
  public void copyParameters(ByteBuffer target) {
    int start = target.position();
    real.copyParameters(target);
    target.putFloat(start, (float) steps); // Parameters that never change are warned of.
  }

  @Override
  public void report(MetricsRecorder metrics) {}

  @Override
  public void save(StateWriter state) {
    real.save(state);
  }

  @Override
  public void load(StateReader state) {
    real.load(state);
  }

  @Override
  public void close() {
    real.close();
  }
}
