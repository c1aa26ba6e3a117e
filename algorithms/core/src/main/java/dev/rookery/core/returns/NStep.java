package dev.rookery.core.returns;

/**
 * The n-step return (Sutton and Barto 2018, section 7.1; in Q-learning: Hessel et al. 2018,
 * "Rainbow"), cut short where an episode or the data ends.
 */
public final class NStep {

  private NStep() {}

  /**
   * For each step {@code t}, the window of at most {@code n} steps that starts there and does not
   * go beyond the end of its episode:
   *
   * <pre>{@code
   * returns[t]    = r[t] + gamma r[t+1] + ... + gamma^(m-1) r[t+m-1]    for a window of m steps
   * discounts[t]  = 0 if the window ended in termination, else gamma^m
   * bootstraps[t] = t + m
   * }</pre>
   *
   * @param rewards {@code [T]}
   * @param terminated {@code [T]}: whether the task ended in this step
   * @param truncated {@code [T]}: whether the episode was cut in this step
   * @param n the length of a full window, at least 1
   * @param gamma the discount of one step, from 0 to 1
   * @param returns receives {@code [T]} returns
   * @param discounts receives {@code [T]} factors for the value of the bootstrap observation
   * @param bootstraps receives {@code [T]} indexes of the observation to bootstrap from: {@code k +
   *     1} is the one that step {@code k} led to, the true final one where the episode ended
   */
  public static void compute(
      double[] rewards,
      boolean[] terminated,
      boolean[] truncated,
      int n,
      double gamma,
      double[] returns,
      double[] discounts,
      int[] bootstraps) {
    for (int t = 0; t < rewards.length; t++) {
      int last = t;
      double discount = gamma;
      while (!terminated[last]
          && !truncated[last]
          && last + 1 < t + n
          && last + 1 < rewards.length) {
        last++;
        discount *= gamma;
      }
      double sum = 0;
      for (int k = last; k >= t; k--) {
        sum = rewards[k] + gamma * sum;
      }
      returns[t] = sum;
      discounts[t] = terminated[last] ? 0 : discount;
      bootstraps[t] = last + 1;
    }
  }
}
