package dev.rookery.testkit.returns;

import java.util.Arrays;

/**
 * Consecutive steps of one environment, over the ends of episodes. Its arrays are not changed.
 *
 * @param rewards {@code [T]}
 * @param terminated {@code [T]}: whether the task ended in this step
 * @param truncated {@code [T]}: whether the episode was cut in this step
 * @param nextValues {@code [T]} values of the observations that the steps led to, the true last
 *     ones where episodes ended
 */
@SuppressWarnings("ArrayRecordComponent") // Plain data for tests.
public record Trajectory(
    float[] rewards, boolean[] terminated, boolean[] truncated, float[] nextValues) {

  /** How many steps there are: T. */
  public int length() {
    return rewards.length;
  }

  /** Whether the episode ended in step {@code t}, for either reason. */
  public boolean ended(int t) {
    return terminated[t] || truncated[t];
  }

  @Override
  public String toString() {
    return "rewards %s, terminated %s, truncated %s, next values %s"
        .formatted(
            Arrays.toString(rewards),
            Arrays.toString(terminated),
            Arrays.toString(truncated),
            Arrays.toString(nextValues));
  }
}
