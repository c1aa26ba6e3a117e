package dev.rookery.runtime.metrics;

import dev.rookery.checkpoint.Checkpointable;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.metrics.MetricsRecorder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The returns and lengths of the latest training episodes, at most {@value #WINDOW}. Not
 * thread-safe. Means, minimum and maximum are NaN before the first episode.
 */
public final class EpisodeStatistics implements Checkpointable {

  /** How many episodes count. */
  public static final int WINDOW = 100;

  private final double[] returns = new double[WINDOW];
  private final double[] learnerReturns = new double[WINDOW];
  private final double[] lengths = new double[WINDOW];
  private long count;

  /**
   * Takes an episode that ended, in place of the oldest.
   *
   * @param episodeReturn the undiscounted sum of the environment's own rewards
   * @param learnerReturn the undiscounted sum of the rewards that the learner gets
   * @param length in environment steps
   */
  public void add(double episodeReturn, double learnerReturn, long length) {
    int index = (int) (count++ % WINDOW);
    returns[index] = episodeReturn;
    learnerReturns[index] = learnerReturn;
    lengths[index] = length;
  }

  /** How many episodes ended since the run began, those that no longer count included. */
  public long count() {
    return count;
  }

  /** The mean return. */
  public double meanReturn() {
    return window(returns).average().orElse(Double.NaN);
  }

  /** The lowest return. */
  public double minReturn() {
    return window(returns).min().orElse(Double.NaN);
  }

  /** The highest return. */
  public double maxReturn() {
    return window(returns).max().orElse(Double.NaN);
  }

  /** The mean return as the learner sees it, after wrappers changed rewards. */
  public double meanLearnerReturn() {
    return window(learnerReturns).average().orElse(Double.NaN);
  }

  /** The mean length, in environment steps. */
  public double meanLength() {
    return window(lengths).average().orElse(Double.NaN);
  }

  /** Records the means and the count, each as {@code episode/…}. */
  public void recordTo(MetricsRecorder metrics) {
    metrics.record("episode/return_mean", meanReturn());
    metrics.record("episode/learner_return_mean", meanLearnerReturn());
    metrics.record("episode/length_mean", meanLength());
    metrics.record("episode/count", (double) count);
  }

  @Override
  public void save(StateWriter state) {
    ByteBuffer bytes =
        ByteBuffer.allocate(3 * WINDOW * Double.BYTES).order(ByteOrder.nativeOrder());
    bytes.asDoubleBuffer().put(returns).put(learnerReturns).put(lengths);
    state.putLong("count", count);
    state.putDoubles("window", bytes);
  }

  @Override
  public void load(StateReader state) {
    ByteBuffer bytes =
        ByteBuffer.allocate(3 * WINDOW * Double.BYTES).order(ByteOrder.nativeOrder());
    state.getBytes("window", bytes);
    bytes.asDoubleBuffer().get(returns).get(learnerReturns).get(lengths);
    count = state.getLong("count");
  }

  private DoubleStream window(double[] values) {
    return Arrays.stream(values, 0, (int) Math.min(count, WINDOW));
  }
}
