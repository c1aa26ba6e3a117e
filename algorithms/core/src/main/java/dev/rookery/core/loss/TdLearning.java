package dev.rookery.core.loss;

/**
 * Learning a critic's values, of states or of the actions taken, from values further on, with the
 * Huber loss on the TD error. {@link QLearning} does the same where one network gives the values of
 * all actions at once.
 */
public final class TdLearning {

  private TdLearning() {}

  /**
   * Targets {@code r + discount * value}. With {@code value = Q'(s, μ'(s))} of target networks this
   * is DDPG's (Lillicrap et al. 2016, algorithm 1), with n-step returns Ape-X DPG's (Horgan et al.
   * 2018, section 3.2).
   *
   * @param rT {@code [batch]} n-step returns
   * @param discountT {@code [batch]} γⁿ, or 0 where the episode terminated
   * @param vT {@code [batch]} values of what the returns led to
   * @param target {@code [batch]} receives the targets
   */
  public static void targets(float[] rT, float[] discountT, float[] vT, float[] target) {
    for (int b = 0; b < target.length; b++) {
      target[b] = rT[b] + discountT[b] * vT[b];
    }
  }

  /**
   * The weighted mean over the batch of the Huber loss of {@code target - v} (Huber 1964).
   *
   * @param vTm1 {@code [batch]} values
   * @param target {@code [batch]}; constant
   * @param weight {@code [batch]} importance weights; constant
   * @param kappa the error beyond which the loss is linear instead of quadratic, above 0; infinity:
   *     the loss is half the squared error
   * @param gradient {@code [batch]} receives the gradient with respect to {@code vTm1}
   * @param tdError {@code [batch]} receives {@code target - v}
   * @return the loss
   */
  public static double huberLoss(
      float[] vTm1,
      float[] target,
      float[] weight,
      double kappa,
      float[] gradient,
      float[] tdError) {
    int batch = target.length;
    double sum = 0;
    for (int b = 0; b < batch; b++) {
      double delta = (double) target[b] - vTm1[b];
      sum += weight[b] * Huber.loss(delta, kappa);
      gradient[b] = (float) (-weight[b] * Huber.slope(delta, kappa) / batch);
      tdError[b] = (float) delta;
    }
    return sum / batch;
  }

  /**
   * The mean over the batch of half the squared error, or of that of the value clipped to within
   * {@code clip} of what it was when the data was gathered, whichever is larger (PPO's option;
   * Engstrom et al. 2020, section 3).
   *
   * @param vTm1 {@code [batch]} values
   * @param oldVTm1 {@code [batch]} those when the data was gathered; constant
   * @param target {@code [batch]}; constant
   * @param clip above 0; infinity: the loss is half the mean squared error
   * @param gradient {@code [batch]} receives the gradient with respect to {@code vTm1}
   * @return the loss
   */
  public static double clippedLoss(
      float[] vTm1, float[] oldVTm1, float[] target, double clip, float[] gradient) {
    int batch = target.length;
    double sum = 0;
    for (int b = 0; b < batch; b++) {
      double error = (double) vTm1[b] - target[b];
      double change = (double) vTm1[b] - oldVTm1[b];
      double clippedError = oldVTm1[b] + Math.min(Math.max(change, -clip), clip) - target[b];
      // Within the clip, both are the same.
      boolean plain = Math.abs(change) <= clip || Math.abs(error) >= Math.abs(clippedError);
      double larger = plain ? error : clippedError;
      sum += 0.5 * larger * larger;
      gradient[b] = plain ? (float) (error / batch) : 0;
    }
    return sum / batch;
  }
}
