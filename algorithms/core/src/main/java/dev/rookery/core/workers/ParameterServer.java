package dev.rookery.core.workers;

import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.replay.RowQueue;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The learner of a run whose actors learn: puts together what they send, and publishes it. A row is
 * used once; those that wait when a run is stopped are lost with it.
 */
final class ParameterServer implements Learner {

  private final Aggregation aggregation;
  private final SharedParameters shared;
  private final RowQueue queue;
  private final WorkerRows rows;

  /** The sum of rows' vectors, and then their mean. */
  private final float[] mean;

  private long received;
  private double stalenessSum;
  private int largestStaleness;

  ParameterServer(
      Aggregation aggregation, SharedParameters shared, RowQueue queue, WorkerRows rows) {
    this.aggregation = aggregation;
    this.shared = shared;
    this.queue = queue;
    this.rows = rows;
    mean = new float[rows.size()];
  }

  @Override
  public void startFrom(ParameterSnapshot parameters) {
    if (shared.updates() > 0) {
      throw new IllegalStateException("learning has begun, after %s updates".formatted(steps()));
    }
    shared.startFrom(parameters);
  }

  @Override
  public LearnerStep step() {
    if (queue.size() == 0) {
      return LearnerStep.IDLE;
    }
    boolean oneByOne = aggregation == Aggregation.GRADIENTS;
    ByteBuffer taken = queue.take(oneByOne ? 1 : Integer.MAX_VALUE);
    int count = taken.limit() / rows.schema().rowBytes();
    for (int row = 0; row < count; row++) {
      int staleness = rows.staleness(taken, row, shared.updates());
      stalenessSum += staleness;
      largestStaleness = Math.max(largestStaleness, staleness);
    }
    received += count;
    if (aggregation == Aggregation.HOGWILD) {
      return LearnerStep.UPDATED; // Workers have the parameters already.
    }
    average(taken, count);
    // What waits is put in first, so that workers go on with the newest there is.
    return queue.size() > 0 ? LearnerStep.UPDATED : LearnerStep.PUBLISH;
  }

  private void average(ByteBuffer taken, int count) {
    Arrays.fill(mean, 0f);
    for (int row = 0; row < count; row++) {
      rows.addVector(taken, row, mean);
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= count;
    }
    if (aggregation == Aggregation.AVERAGE_WEIGHTS) {
      shared.replace(mean);
    } else {
      shared.apply(mean, 1);
    }
  }

  @Override
  public long steps() {
    return shared.updates();
  }

  @Override
  public void copyParameters(ByteBuffer target) {
    shared.copyTo(target);
  }

  @Override
  public void report(MetricsRecorder metrics) {
    metrics.record("learner/staleness", stalenessSum / received);
    metrics.record("learner/largest_staleness", received == 0 ? Double.NaN : largestStaleness);
    metrics.record("learner/learning_rate", shared.learningRate());
    received = 0;
    stalenessSum = 0;
    largestStaleness = 0;
  }

  @Override
  public void save(StateWriter state) {
    state.putLong("steps", steps());
    shared.save(state.child("shared"));
  }

  @Override
  public void load(StateReader state) {
    shared.load(state.child("shared"));
  }

  @Override
  public void close() {}
}
