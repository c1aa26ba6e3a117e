package dev.rookery.core.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class NStepProperties {

  private record Result(double[] returns, double[] discounts, int[] bootstraps) {}

  @Property(tries = 200)
  void aWindowOfOneStepIsTheRewardItself(
      @ForAll @IntRange(min = 1, max = 40) int length,
      @ForAll @DoubleRange(min = 0, max = 1) double gamma,
      @ForAll long seed) {
    double[] rewards = rewards(length, seed);
    Result result = compute(rewards, new boolean[length], new boolean[length], 1, gamma);

    for (int t = 0; t < length; t++) {
      assertEquals(rewards[t], result.returns[t]);
      assertEquals(gamma, result.discounts[t]);
      assertEquals(t + 1, result.bootstraps[t]);
    }
  }

  @Property(tries = 200)
  void bootstrappingFromAnExactValueGivesTheExactValue(
      @ForAll @IntRange(min = 1, max = 40) int length,
      @ForAll @IntRange(min = 1, max = 10) int n,
      @ForAll @DoubleRange(min = 0, max = 1) double gamma,
      @ForAll long seed) {
    double[] rewards = rewards(length, seed);
    boolean[] terminated = new boolean[length];
    terminated[length - 1] = true;
    double[] values = new double[length + 1];
    for (int t = length - 1; t >= 0; t--) {
      values[t] = rewards[t] + gamma * values[t + 1];
    }
    Result result = compute(rewards, terminated, new boolean[length], n, gamma);

    for (int t = 0; t < length; t++) {
      double target = result.returns[t] + result.discounts[t] * values[result.bootstraps[t]];
      assertEquals(values[t], target, 1e-9);
    }
  }

  @Property(tries = 200)
  void episodesOneAfterTheOtherGiveWhatTheyGiveApart(
      @ForAll @IntRange(min = 1, max = 20) int first,
      @ForAll @IntRange(min = 1, max = 20) int second,
      @ForAll @IntRange(min = 1, max = 10) int n,
      @ForAll boolean terminates,
      @ForAll long seed) {
    double[] rewards = rewards(first + second, seed);
    boolean[] terminated = new boolean[first + second];
    boolean[] truncated = new boolean[first + second];
    terminated[first - 1] = terminates;
    truncated[first - 1] = !terminates;
    Result both = compute(rewards, terminated, truncated, n, 0.9);
    for (int start : new int[] {0, first}) {
      int end = start == 0 ? first : first + second;
      Result apart =
          compute(
              Arrays.copyOfRange(rewards, start, end),
              Arrays.copyOfRange(terminated, start, end),
              Arrays.copyOfRange(truncated, start, end),
              n,
              0.9);
      for (int t = start; t < end; t++) {
        assertEquals(apart.returns[t - start], both.returns[t]);
        assertEquals(apart.discounts[t - start], both.discounts[t]);
        assertEquals(apart.bootstraps[t - start] + start, both.bootstraps[t]);
      }
    }
  }

  private static double[] rewards(int length, long seed) {
    return new SplittableRandom(seed).doubles(length, -1, 1).toArray();
  }

  private static Result compute(
      double[] rewards, boolean[] terminated, boolean[] truncated, int n, double gamma) {
    int length = rewards.length;
    Result result = new Result(new double[length], new double[length], new int[length]);
    NStep.compute(
        rewards,
        terminated,
        truncated,
        n,
        gamma,
        result.returns,
        result.discounts,
        result.bootstraps);
    return result;
  }
}
