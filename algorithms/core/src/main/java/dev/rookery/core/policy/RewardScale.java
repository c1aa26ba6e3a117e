package dev.rookery.core.policy;

import dev.rookery.checkpoint.Checkpointable;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.metrics.MetricsRecorder;

/**
 * Divides rewards by the standard deviation of all {@linkplain SegmentSchema#RUNNING_RETURN running
 * returns} so far, so that values are of the order of 1 whatever the rewards are. The mean is not
 * subtracted, because that would change what is best where episodes end. As {@code VecNormalize} of
 * Stable-Baselines3 (Raffin et al. 2021) does it, and with its bound. Sums are float64. Not
 * thread-safe.
 */
final class RewardScale implements Checkpointable {

  /** Keeps rewards that are always the same from becoming infinite. */
  private static final double SMALLEST_VARIANCE = 1e-8;

  /** Scaled rewards are cut to ± this. */
  private static final double BOUND = 10;

  private double count;
  private double mean;
  private double squares;

  /**
   * Takes in the returns of a rollout, and scales its rewards by what all returns so far say, those
   * of the rollout included. So there is a scale in the first round, and one for all of a round.
   */
  void apply(Rollout rollout) {
    float[] returns = rollout.runningReturns();
    for (int i = 0; i < rollout.size(); i++) {
      add(returns[i]);
    }
    float[] rewards = rollout.rewards();
    double scale = scale();
    for (int i = 0; i < rollout.size(); i++) {
      rewards[i] = (float) Math.max(-BOUND, Math.min(BOUND, rewards[i] * scale));
    }
  }

  /** Welford's method. */
  private void add(double x) {
    count++;
    double before = x - mean;
    mean += before / count;
    squares += before * (x - mean);
  }

  /** What rewards are multiplied by; 1 before the first return. */
  double scale() {
    return count == 0 ? 1 : 1 / Math.sqrt(squares / count + SMALLEST_VARIANCE);
  }

  void report(MetricsRecorder metrics) {
    metrics.record("learner/reward_scale", scale());
  }

  @Override
  public void save(StateWriter state) {
    state.putDouble("count", count);
    state.putDouble("mean", mean);
    state.putDouble("squares", squares);
  }

  @Override
  public void load(StateReader state) {
    count = state.getDouble("count");
    mean = state.getDouble("mean");
    squares = state.getDouble("squares");
  }
}
