package dev.rookery.core.loss;

import java.util.Arrays;

/**
 * The deterministic policy gradient (Silver et al. 2014, theorem 1; Lillicrap et al. 2016, equation
 * 6): the policy climbs the critic's value of its own actions.
 */
public final class DeterministicPolicyGradient {

  private DeterministicPolicyGradient() {}

  /**
   * The loss {@code -mean Q(s, μ(s))}. Its gradient runs backward through the critic, whose
   * parameters count as constant, into the action and from there into the policy: {@code -mean
   * dQ/da · dμ/dθ}.
   *
   * @param q {@code [batch]} values of the policy's own actions
   * @param gradient {@code [batch]} receives the gradient with respect to {@code q}
   * @return the loss
   */
  public static double loss(float[] q, float[] gradient) {
    double sum = 0;
    for (float value : q) {
      sum += value;
    }
    Arrays.fill(gradient, -1f / q.length);
    return -sum / q.length;
  }
}
