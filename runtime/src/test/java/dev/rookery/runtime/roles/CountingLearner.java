package dev.rookery.runtime.roles;

import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;

/** Samples a batch in each step; its one parameter is the number of steps. */
public final class CountingLearner implements Learner {

  public static final int BATCH = 4;

  boolean closed;
  boolean moves = true;

  /** How many steps a round takes; 0: there are no rounds. */
  int stepsOfRound;

  private final Numbers.ListStore store;
  private long steps;

  public CountingLearner(Numbers.ListStore store) {
    this.store = store;
  }

  @Override
  public void startFrom(ParameterSnapshot parameters) {
    steps = (long) parameters.values().getFloat(parameters.values().position());
  }

  @Override
  public LearnerStep step() {
    if (store.size() == 0) {
      return LearnerStep.IDLE;
    }
    store.sampled += BATCH;
    steps++;
    return stepsOfRound > 0 && steps % stepsOfRound == 0
        ? LearnerStep.PUBLISH
        : LearnerStep.UPDATED;
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public void copyParameters(ByteBuffer target) {
    target.putFloat(moves ? steps : 0);
  }

  @Override
  public void report(MetricsRecorder metrics) {
    metrics.record("learner/steps", steps);
  }

  @Override
  public void save(StateWriter state) {
    state.putLong("steps", steps);
  }

  @Override
  public void load(StateReader state) {
    steps = state.getLong("steps");
  }

  @Override
  public void close() {
    closed = true;
  }
}
