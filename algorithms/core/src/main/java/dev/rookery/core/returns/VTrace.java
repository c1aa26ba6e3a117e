package dev.rookery.core.returns;

/**
 * V-trace: values' targets and advantages from steps that another policy μ made than the one π that
 * learns (Espeholt et al. 2018, section 4.1, remark 2 for λ). {@code v_t = V(x_t) + δ_t + γ c_t ·
 * (v_{t+1} - V(x_{t+1}))} with {@code δ_t = ρ_t · (r_t + γ V(x_{t+1}) - V(x_t))}, {@code ρ_t =
 * min(ρ̄, π/μ)} and {@code c_t = λ · min(c̄, π/μ)}. Where an episode ends, the sum ends too. What
 * follows a step is valued by its true next observation, so an episode that was truncated
 * bootstraps, and one that terminated has a discount of 0.
 *
 * @param lambda λ, from 0 to 1
 * @param rhoBar ρ̄, above 0: the largest weight of a step; it decides whose values are learned
 * @param cBar c̄, above 0: the largest weight of what comes later; it decides how fast
 */
public record VTrace(double lambda, double rhoBar, double cBar) {

  /**
   * The targets and advantages of consecutive steps of one environment.
   *
   * @param rT rewards
   * @param discountT γ, or 0 where the episode terminated
   * @param ended 1 where the episode terminated or was truncated, else 0
   * @param logRatio log π - log μ of the actions taken
   * @param vTm1 values of the observations acted on
   * @param vT values of the true next observations
   * @param from where in all arrays the steps begin
   * @param steps how many there are
   * @param target receives the values' targets {@code v_t}
   * @param advantage receives the policy's advantages, {@code ρ_t · (r_t + γ v_{t+1} - V(x_t))}
   */
  public void compute(
      float[] rT,
      float[] discountT,
      byte[] ended,
      float[] logRatio,
      float[] vTm1,
      float[] vT,
      int from,
      int steps,
      float[] target,
      float[] advantage) {
    double correction = 0; // v_{t+1} - V(x_{t+1})
    for (int t = from + steps - 1; t >= from; t--) {
      double ratio = Math.exp(logRatio[t]);
      double rho = Math.min(rhoBar, ratio);
      double later = ended[t] == 0 ? correction : 0;
      double delta = rT[t] + (double) discountT[t] * vT[t] - vTm1[t];
      advantage[t] = (float) (rho * (delta + discountT[t] * later));
      correction = rho * delta + discountT[t] * lambda * Math.min(cBar, ratio) * later;
      target[t] = (float) (vTm1[t] + correction);
    }
  }
}
