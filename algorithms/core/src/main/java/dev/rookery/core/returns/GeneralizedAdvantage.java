package dev.rookery.core.returns;

/**
 * Generalized advantage estimation (Schulman et al. 2016, equation 16), a mean of the n-step
 * advantages of all n with weights that fall by λ: {@code A_t = δ_t + γλ · A_{t+1}} with {@code δ_t
 * = r_t + γ · V(x_{t+1}) - V(x_t)}. Where an episode ends, the sum ends too. What follows a step is
 * valued by its true next observation, so an episode that was truncated bootstraps, and one that
 * terminated has a discount of 0.
 */
public final class GeneralizedAdvantage {

  private GeneralizedAdvantage() {}

  /**
   * The advantages of consecutive steps of one environment.
   *
   * @param rT rewards
   * @param discountT γ, or 0 where the episode terminated
   * @param ended 1 where the episode terminated or was truncated, else 0
   * @param vTm1 values of the observations acted on
   * @param vT values of the true next observations
   * @param lambda λ, from 0 (one step) to 1 (all that there are)
   * @param from where in all arrays the steps begin
   * @param steps how many there are
   * @param advantage receives the advantages
   * @param target receives the values' targets, {@code advantage + vTm1}
   */
  public static void compute(
      float[] rT,
      float[] discountT,
      byte[] ended,
      float[] vTm1,
      float[] vT,
      double lambda,
      int from,
      int steps,
      float[] advantage,
      float[] target) {
    double next = 0;
    for (int t = from + steps - 1; t >= from; t--) {
      double delta = rT[t] + (double) discountT[t] * vT[t] - vTm1[t];
      next = delta + (ended[t] == 0 ? discountT[t] * lambda * next : 0);
      advantage[t] = (float) next;
      target[t] = (float) (next + vTm1[t]);
    }
  }
}
