package dev.rookery.core.loss;

import java.util.Arrays;

/**
 * Q-learning with a target network, plain or double, and the squared or Huber loss on its TD error.
 */
public final class QLearning {

  private QLearning() {}

  /**
   * Targets {@code r + discount * q_value[argmax q_selector]}. With both Q-values of the target
   * network this is DQN (Mnih et al. 2015); with the selector's of the online network, double DQN
   * (van Hasselt et al. 2016, equation 4).
   *
   * @param rT {@code [batch]} n-step returns
   * @param discountT {@code [batch]} γⁿ, or 0 where the episode terminated
   * @param qTSelector {@code [batch, actions]} decides the next action; the first of equals
   * @param qTValue {@code [batch, actions]} gives its value
   * @param actions how many there are
   * @param target {@code [batch]} receives the targets
   */
  public static void targets(
      float[] rT,
      float[] discountT,
      float[] qTSelector,
      float[] qTValue,
      int actions,
      float[] target) {
    for (int b = 0; b < target.length; b++) {
      int best = b * actions + Greedy.action(qTSelector, b, actions);
      target[b] = rT[b] + discountT[b] * qTValue[best];
    }
  }

  /**
   * The weighted mean over the batch of the Huber loss of {@code target - q[action]} (Huber 1964;
   * "error clipping" in Mnih et al. 2015).
   *
   * @param qTm1 {@code [batch, actions]}
   * @param aTm1 {@code [batch]} actions taken
   * @param target {@code [batch]}; constant
   * @param weight {@code [batch]} importance weights; constant
   * @param kappa the error beyond which the loss is linear instead of quadratic, above 0; infinity:
   *     the loss is half the squared error
   * @param actions how many there are
   * @param gradient {@code [batch, actions]} receives the gradient with respect to {@code qTm1}
   * @param tdError {@code [batch]} receives {@code target - q[action]}
   * @return the loss
   */
  public static double huberLoss(
      float[] qTm1,
      int[] aTm1,
      float[] target,
      float[] weight,
      double kappa,
      int actions,
      float[] gradient,
      float[] tdError) {
    int batch = target.length;
    double sum = 0;
    Arrays.fill(gradient, 0, batch * actions, 0f);
    for (int b = 0; b < batch; b++) {
      int taken = b * actions + aTm1[b];
      double delta = (double) target[b] - qTm1[taken];
      sum += weight[b] * Huber.loss(delta, kappa);
      gradient[taken] = (float) (-weight[b] * Huber.slope(delta, kappa) / batch);
      tdError[b] = (float) delta;
    }
    return sum / batch;
  }
}
