package dev.rookery.testkit.mistakes;

import dev.rookery.testkit.loss.BatchLoss;
import dev.rookery.testkit.loss.LossBatch;
import dev.rookery.testkit.loss.LossCapability;
import dev.rookery.testkit.loss.LossContract;
import dev.rookery.testkit.loss.LossOutputs;
import dev.rookery.testkit.loss.LossShape;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * Half the squared TD error of Q-learning with two actions, and its gradient, by hand. Each method
 * is a place for a mistake.
 */
abstract class TdLoss extends LossContract {

  private static final int ACTIONS = 2;

  @Override
  protected LossShape shape() {
    return LossShape.values(ACTIONS);
  }

  @Override
  protected Set<LossCapability> capabilities() {
    return EnumSet.allOf(LossCapability.class);
  }

  /** The factor of the next value. */
  float discount(LossBatch batch, int b) {
    return batch.discounts()[b];
  }

  /** The factor of example {@code b}'s loss in the batch's loss. */
  double weight(LossBatch batch, int b) {
    return (double) batch.weights()[b] / batch.size();
  }

  /** The derivative of half the squared error with respect to the prediction. */
  double slope(double tdError) {
    return -tdError;
  }

  /** Writes what flows into the next value, by the same gradient of the prediction. */
  void reachTarget(float[] targetGradient, int next, double gradient) {}

  /** The row of the priority of row {@code b}. */
  int priorityRow(int b, int batch) {
    return b;
  }

  @Override
  protected BatchLoss loss() {
    return this::compute;
  }

  private double compute(LossBatch batch, LossOutputs outputs) {
    float[] q = batch.predictions();
    float[] next = batch.nextPredictions();
    double sum = 0;
    Arrays.fill(outputs.gradient(), 0);
    for (int b = 0; b < batch.size(); b++) {
      int taken = b * ACTIONS + batch.actions()[b];
      int best = b * ACTIONS + (next[b * ACTIONS + 1] > next[b * ACTIONS] ? 1 : 0);
      double target = batch.rewards()[b] + (double) discount(batch, b) * next[best];
      double tdError = target - q[taken];
      double weight = weight(batch, b);
      sum += weight * tdError * tdError / 2;
      outputs.gradient()[taken] = (float) (weight * slope(tdError));
      reachTarget(outputs.targetGradient(), best, weight * slope(tdError));
      outputs.priorities()[priorityRow(b, batch.size())] = (float) Math.abs(tdError);
    }
    return sum;
  }
}
