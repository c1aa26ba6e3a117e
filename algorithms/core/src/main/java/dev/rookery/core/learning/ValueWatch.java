package dev.rookery.core.learning;

import dev.rookery.checkpoint.Checkpointable;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.metrics.MetricsRecorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the values that a learner predicts with those that are possible at all, and warns once
 * if they leave them for long.
 *
 * <p>What is possible is what the rewards and discounts of the rows seen allow: {@link
 * ReturnBounds}.
 *
 * <p>Values overshoot their targets a little. The warning needs the mean value of {@value #WINDOW}
 * updates to be outside by {@link #MARGIN} of the distance between the bounds. Not thread-safe;
 * allocates nothing per update.
 */
public final class ValueWatch implements Checkpointable {

  /** Updates whose mean value is compared with the bounds. */
  static final int WINDOW = 1000;

  /** How far outside the mean may be, as a share of the distance between the bounds. */
  static final double MARGIN = 0.25;

  private static final Logger LOG = LoggerFactory.getLogger(ValueWatch.class);

  private ReturnBounds bounds = ReturnBounds.NONE;
  private long updates;
  private double windowSum;
  private boolean warned;
  private long reported;
  private double reportSum;
  private double highest = Double.NEGATIVE_INFINITY;
  private double lowest = Double.POSITIVE_INFINITY;

  /**
   * Looks at the batch of one update.
   *
   * @param rT {@code [batch]} n-step returns
   * @param discountT {@code [batch]} γⁿ, or 0 where the episode terminated
   * @param q {@code [batch, actions]} values; looked at is the one of the action taken
   * @param aTm1 {@code [batch]} actions taken
   * @param actions how many there are
   */
  public void observe(float[] rT, float[] discountT, float[] q, int[] aTm1, int actions) {
    double sum = 0;
    for (int b = 0; b < rT.length; b++) {
      bound(rT[b], discountT[b]);
      sum += value(q[b * actions + aTm1[b]]);
    }
    finish(sum / rT.length);
  }

  /**
   * Looks at the batch of one update of a critic that gives one value per row.
   *
   * @param rT {@code [batch]} n-step returns
   * @param discountT {@code [batch]} γⁿ, or 0 where the episode terminated
   * @param v {@code [batch]} values
   */
  public void observe(float[] rT, float[] discountT, float[] v) {
    double sum = 0;
    for (int b = 0; b < rT.length; b++) {
      bound(rT[b], discountT[b]);
      sum += value(v[b]);
    }
    finish(sum / rT.length);
  }

  private void bound(float reward, float discount) {
    bounds = bounds.with(reward, discount);
  }

  private double value(float value) {
    highest = Math.max(highest, value);
    lowest = Math.min(lowest, value);
    return value;
  }

  private void finish(double mean) {
    updates++;
    reported++;
    reportSum += mean;
    windowSum += mean;
    if (updates % WINDOW == 0) {
      compare(windowSum / WINDOW);
      windowSum = 0;
    }
  }

  private void compare(double mean) {
    double distance = bounds.highest() - bounds.lowest();
    boolean outside =
        mean > bounds.highest() + MARGIN * distance || mean < bounds.lowest() - MARGIN * distance;
    if (outside && distance > 0 && !warned) {
      warned = true;
      LOG.warn(
          "Predicted values are outside the possible range: their mean was {} over the last"
              + " {} updates, but rewards and discounts seen so far allow {} to {} only. The policy may get"
              + " worse although the loss is small. Likely causes, the most likely first:"
              + " 'huberKappa' is far below the size of the returns; there are too many updates per"
              + " step ('samplesPerInsert'); the learning rate is too high; the target network follows"
              + " too fast ('targetUpdateInterval', 'targetUpdateStep').",
          (float) mean,
          WINDOW,
          (float) bounds.lowest(),
          (float) bounds.highest());
    }
  }

  /** Whether values were found outside their bounds. */
  boolean warned() {
    return warned;
  }

  /** The largest value that is possible with the rewards seen. */
  double upperBound() {
    return bounds.highest();
  }

  /** The smallest value that is possible with the rewards seen. */
  double lowerBound() {
    return bounds.lowest();
  }

  /** Records mean, largest and smallest value since the last report, and the bounds. */
  public void report(MetricsRecorder metrics) {
    boolean any = reported > 0;
    metrics.record("learner/q_value", any ? reportSum / reported : Double.NaN);
    metrics.record("learner/q_highest", any ? highest : Double.NaN);
    metrics.record("learner/q_lowest", any ? lowest : Double.NaN);
    metrics.record("learner/q_upper_bound", bounds.highest());
    metrics.record("learner/q_lower_bound", bounds.lowest());
    reported = 0;
    reportSum = 0;
    highest = Double.NEGATIVE_INFINITY;
    lowest = Double.POSITIVE_INFINITY;
  }

  /** Saves what decides about the warning; what is only reported starts afresh. */
  @Override
  public void save(StateWriter state) {
    state.putDouble("upper_bound", bounds.highest());
    state.putDouble("lower_bound", bounds.lowest());
    state.putDouble("window_sum", windowSum);
    state.putLong("updates", updates);
    state.putLong("warned", warned ? 1 : 0);
  }

  @Override
  public void load(StateReader state) {
    bounds = new ReturnBounds(state.getDouble("lower_bound"), state.getDouble("upper_bound"));
    windowSum = state.getDouble("window_sum");
    updates = state.getLong("updates");
    warned = state.getLong("warned") == 1;
  }
}
