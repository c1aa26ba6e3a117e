package dev.rookery.core.loss;

/**
 * Losses of a policy by the advantages of the actions that were taken, as functions of the
 * logarithms of their probabilities: {@link dev.rookery.core.distribution.ActionDistribution}
 * chains the gradient to a network's outputs.
 */
public final class PolicyGradient {

  private PolicyGradient() {}

  /**
   * The mean over the batch of {@code -log π(a) · advantage}, whose gradient is that of the
   * expected return (Williams 1992; A3C: Mnih et al. 2016, section 4, sums it over a rollout).
   *
   * @param logPiTm1 {@code [batch]} log-probabilities of the actions taken
   * @param advantage {@code [batch]}; constant
   * @param gradient {@code [batch]} receives the gradient with respect to {@code logPiTm1}
   * @return the loss
   */
  public static double loss(float[] logPiTm1, float[] advantage, float[] gradient) {
    int batch = logPiTm1.length;
    double sum = 0;
    for (int b = 0; b < batch; b++) {
      sum -= (double) logPiTm1[b] * advantage[b];
      gradient[b] = -advantage[b] / batch;
    }
    return sum / batch;
  }

  /**
   * The mean over the batch of PPO's clipped surrogate {@code -min(ρ · advantage, clip(ρ, 1 - ε, 1
   * + ε) · advantage)}, where {@code ρ = π(a) / π_old(a)} (Schulman et al. 2017, equation 7). Where
   * the clip binds there is no gradient.
   *
   * @param logPiTm1 {@code [batch]} log-probabilities of the actions taken
   * @param oldLogPiTm1 {@code [batch]} those when they were taken; constant
   * @param advantage {@code [batch]}; constant
   * @param clip ε, above 0
   * @param gradient {@code [batch]} receives the gradient with respect to {@code logPiTm1}
   * @return the loss
   */
  public static double clippedLoss(
      float[] logPiTm1, float[] oldLogPiTm1, float[] advantage, double clip, float[] gradient) {
    int batch = logPiTm1.length;
    double sum = 0;
    for (int b = 0; b < batch; b++) {
      double ratio = ratio(logPiTm1, oldLogPiTm1, b);
      double plain = ratio * advantage[b];
      double clipped = Math.min(Math.max(ratio, 1 - clip), 1 + clip) * advantage[b];
      sum -= Math.min(plain, clipped);
      gradient[b] = plain <= clipped ? (float) (-plain / batch) : 0;
    }
    return sum / batch;
  }

  /** Gives advantages mean 0 and deviation 1, in place. */
  public static void normalize(float[] advantage) {
    double sum = 0;
    double squares = 0;
    for (float x : advantage) {
      sum += x;
      squares += (double) x * x;
    }
    double mean = sum / advantage.length;
    double deviation = Math.sqrt(Math.max(0, squares / advantage.length - mean * mean));
    for (int b = 0; b < advantage.length; b++) {
      advantage[b] = (float) ((advantage[b] - mean) / (deviation + 1e-8));
    }
  }

  private static double ratio(float[] logPi, float[] oldLogPi, int b) {
    return Math.exp((double) logPi[b] - oldLogPi[b]);
  }

  /**
   * An estimate of the divergence KL(π_old ‖ π) from the actions that were taken: the mean of
   * {@code (ρ - 1) - log ρ}, which is never negative (Schulman 2020, "Approximating KL
   * divergence").
   *
   * @param logPiTm1 {@code [batch]} log-probabilities of the actions taken
   * @param oldLogPiTm1 {@code [batch]} those when they were taken
   */
  public static double approximateDivergence(float[] logPiTm1, float[] oldLogPiTm1) {
    double sum = 0;
    for (int b = 0; b < logPiTm1.length; b++) {
      double logRatio = (double) logPiTm1[b] - oldLogPiTm1[b];
      sum += Math.expm1(logRatio) - logRatio;
    }
    return sum / logPiTm1.length;
  }

  /**
   * The share of the batch whose probability ratio is further from 1 than the clip.
   *
   * @param logPiTm1 {@code [batch]} log-probabilities of the actions taken
   * @param oldLogPiTm1 {@code [batch]} those when they were taken
   * @param clip ε, above 0
   */
  public static double clipFraction(float[] logPiTm1, float[] oldLogPiTm1, double clip) {
    int clipped = 0;
    for (int b = 0; b < logPiTm1.length; b++) {
      clipped += Math.abs(ratio(logPiTm1, oldLogPiTm1, b) - 1) > clip ? 1 : 0;
    }
    return clipped / (double) logPiTm1.length;
  }
}
