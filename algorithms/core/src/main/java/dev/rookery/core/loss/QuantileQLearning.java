package dev.rookery.core.loss;

import java.util.Arrays;

/**
 * Q-learning on the quantiles of the return, with fixed quantile levels: QR-DQN (Dabney et al.
 * 2018, "Distributional reinforcement learning with quantile regression"). {@link
 * ImplicitQuantileQLearning} does the same with sampled levels.
 */
public final class QuantileQLearning {

  private QuantileQLearning() {}

  /**
   * The levels of {@code quantiles} predictions, {@code (2i + 1) / (2 · quantiles)} (lemma 2).
   *
   * @throws IllegalArgumentException if {@code quantiles} is below 1
   */
  public static float[] midpoints(int quantiles) {
    if (quantiles < 1) {
      throw new IllegalArgumentException("at least 1 quantile is needed, not " + quantiles);
    }
    float[] tau = new float[quantiles];
    for (int i = 0; i < quantiles; i++) {
      tau[i] = (float) ((2 * i + 1) / (2.0 * quantiles));
    }
    return tau;
  }

  /**
   * The values of actions: the means of their quantiles.
   *
   * @param quantiles {@code [batch, actions, levels]}
   * @param levels how many quantiles each action has
   * @param q {@code [batch, actions]} receives the values
   */
  public static void values(float[] quantiles, int levels, float[] q) {
    for (int i = 0; i < q.length; i++) {
      q[i] = value(quantiles, i, levels);
    }
  }

  /** The value of one action: the mean of the quantiles in row {@code i} of all actions'. */
  public static float value(float[] quantiles, int i, int levels) {
    double sum = 0;
    for (int k = i * levels; k < (i + 1) * levels; k++) {
      sum += quantiles[k];
    }
    return (float) (sum / levels);
  }

  /**
   * Targets {@code r + discount * quantiles[argmax q_selector]} (algorithm 1). With the values of
   * the target network's quantiles as selector this is QR-DQN; with the online network's, its
   * double form.
   *
   * @param rT {@code [batch]} n-step returns
   * @param discountT {@code [batch]} γⁿ, or 0 where the episode terminated
   * @param qTSelector {@code [batch, actions]} decides the next action; the first of equals
   * @param quantilesT {@code [batch, actions, levels]} gives its quantiles
   * @param actions how many there are
   * @param target {@code [batch, levels]} receives the targets
   */
  public static void targets(
      float[] rT,
      float[] discountT,
      float[] qTSelector,
      float[] quantilesT,
      int actions,
      float[] target) {
    int batch = rT.length;
    int levels = target.length / batch;
    for (int b = 0; b < batch; b++) {
      int next = (b * actions + Greedy.action(qTSelector, b, actions)) * levels;
      for (int j = 0; j < levels; j++) {
        target[b * levels + j] = rT[b] + discountT[b] * quantilesT[next + j];
      }
    }
  }

  /**
   * The weighted mean over the batch of the quantile Huber loss (equation 10): the sum over
   * predictions i of the mean over targets j of {@code |tau_i - 1{u < 0}| · huber(u) / kappa},
   * where {@code u = target_j - quantile_i}. With kappa 0, {@code huber(u) / kappa} is {@code |u|},
   * its limit. The numbers of predictions and of targets may differ. An example with a number that
   * is not finite has a loss that is not finite.
   *
   * @param quantilesTm1 {@code [batch, actions, levels]} predictions
   * @param aTm1 {@code [batch]} actions taken
   * @param tau {@code [levels]} the predictions' quantile levels, from 0 to 1: {@link #midpoints}
   * @param target {@code [batch, targets]}, in any order; constant
   * @param weight {@code [batch]} importance weights; constant
   * @param kappa the error beyond which the loss is linear instead of quadratic, at least 0
   * @param actions how many there are
   * @param scratch of as many targets as an example has
   * @param gradient {@code [batch, actions, levels]} receives the gradient with respect to {@code
   *     quantilesTm1}
   * @param exampleLoss {@code [batch]} receives each example's loss, without its weight: its
   *     priority
   * @return the loss
   * @throws IllegalArgumentException if kappa is negative or not finite, or if {@code scratch} is
   *     for another number of targets
   */
  public static double huberLoss(
      float[] quantilesTm1,
      int[] aTm1,
      float[] tau,
      float[] target,
      float[] weight,
      double kappa,
      int actions,
      SortedTargets scratch,
      float[] gradient,
      float[] exampleLoss) {
    int batch = aTm1.length;
    int levels = tau.length;
    scratch.check(batch, target, kappa);
    double sum = 0;
    Arrays.fill(gradient, 0, batch * actions * levels, 0f);
    for (int b = 0; b < batch; b++) {
      int taken = (b * actions + aTm1[b]) * levels;
      double scale = weight[b] / (double) batch;
      scratch.set(target, b * scratch.size(), kappa);
      double loss = scratch.loss(quantilesTm1, taken, 1, tau, 0, levels, scale, gradient);
      exampleLoss[b] = (float) loss;
      sum += weight[b] * loss;
    }
    return sum / batch;
  }
}
