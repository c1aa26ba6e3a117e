package dev.rookery.core.loss;

import java.util.Arrays;

/**
 * Q-learning on quantiles of the return whose levels are sampled: IQN (Dabney et al. 2018,
 * "Implicit quantile networks for distributional reinforcement learning"). The network gets the
 * levels as inputs and has a row of outputs for each of them, so arrays are {@code [batch, samples,
 * actions]}; {@link QuantileQLearning} has {@code [batch, actions, levels]}. {@link
 * CosineEmbedding} makes the inputs of the levels, {@link RiskMeasure} distorts them for acting.
 */
public final class ImplicitQuantileQLearning {

  private ImplicitQuantileQLearning() {}

  /**
   * The values of actions: the means of their samples (equation 3).
   *
   * @param quantiles {@code [batch, samples, actions]}
   * @param samples how many levels were sampled for an example
   * @param actions how many there are
   * @param q {@code [batch, actions]} receives the values
   */
  public static void values(float[] quantiles, int samples, int actions, float[] q) {
    for (int i = 0; i < q.length; i++) {
      q[i] = value(quantiles, i / actions, i % actions, samples, 0, actions);
    }
  }

  /**
   * The value of one action: the mean of its samples.
   *
   * @param quantiles {@code [batch, samples, actions]}
   * @param b which example
   * @param samples how many levels were sampled for an example
   * @param first how many samples of each example do not count, below {@code samples}
   * @param actions how many there are
   */
  public static float value(
      float[] quantiles, int b, int action, int samples, int first, int actions) {
    int start = b * samples * actions + action;
    double sum = 0;
    for (int k = first; k < samples; k++) {
      sum += quantiles[start + k * actions];
    }
    return (float) (sum / (samples - first));
  }

  /**
   * Targets {@code r + discount * quantiles[argmax q_selector]} (equation 2).
   *
   * @param rT {@code [batch]} n-step returns
   * @param discountT {@code [batch]} γⁿ, or 0 where the episode terminated
   * @param qTSelector {@code [batch, actions]} decides the next action; the first of equals. Its
   *     samples may be others than those of {@code quantilesT}
   * @param quantilesT {@code [batch, samples, actions]} gives the quantiles
   * @param actions how many there are
   * @param target {@code [batch, samples]} receives the targets
   */
  public static void targets(
      float[] rT,
      float[] discountT,
      float[] qTSelector,
      float[] quantilesT,
      int actions,
      float[] target) {
    int batch = rT.length;
    int samples = target.length / batch;
    for (int b = 0; b < batch; b++) {
      int next = b * samples * actions + Greedy.action(qTSelector, b, actions);
      for (int j = 0; j < samples; j++) {
        target[b * samples + j] = rT[b] + discountT[b] * quantilesT[next + j * actions];
      }
    }
  }

  /**
   * The weighted mean over the batch of the quantile Huber loss (equation 3 and what follows it),
   * defined as in {@link QuantileQLearning#huberLoss}, with quantile levels for each example.
   *
   * @param quantilesTm1 {@code [batch, samples, actions]} predictions
   * @param aTm1 {@code [batch]} actions taken
   * @param tau {@code [batch, samples]} the predictions' quantile levels, from 0 to 1
   * @param target {@code [batch, targets]}, in any order; constant
   * @param weight {@code [batch]} importance weights; constant
   * @param kappa the error beyond which the loss is linear instead of quadratic, at least 0
   * @param actions how many there are
   * @param scratch of as many targets as an example has
   * @param gradient {@code [batch, samples, actions]} receives the gradient with respect to {@code
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
    int samples = tau.length / batch;
    scratch.check(batch, target, kappa);
    double sum = 0;
    Arrays.fill(gradient, 0, batch * samples * actions, 0f);
    for (int b = 0; b < batch; b++) {
      int first = b * samples;
      int taken = first * actions + aTm1[b];
      double scale = weight[b] / (double) batch;
      scratch.set(target, b * scratch.size(), kappa);
      double loss =
          scratch.loss(quantilesTm1, taken, actions, tau, first, samples, scale, gradient);
      exampleLoss[b] = (float) loss;
      sum += weight[b] * loss;
    }
    return sum / batch;
  }
}
