package dev.rookery.core.returns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What GAE and V-trace are in the cases that have another name. */
class AdvantageProperties {

  private static final float GAMMA = 0.9f;
  private static final float TOLERANCE = 1e-4f;

  /** Steps of one environment: episodes that end in both ways, or not at all. */
  private static final class Steps {
    final float[] reward;
    final float[] discount;
    final byte[] ended;
    final float[] value;
    final float[] next;

    Steps(int count, SplittableRandom random) {
      reward = new float[count];
      discount = new float[count];
      ended = new byte[count];
      value = new float[count];
      next = new float[count];
      for (int t = 0; t < count; t++) {
        reward[t] = (float) random.nextDouble(-2, 2);
        value[t] = (float) random.nextDouble(-2, 2);
        next[t] = (float) random.nextDouble(-2, 2);
        ended[t] = (byte) (random.nextInt(4) == 0 ? 1 : 0);
        discount[t] = ended[t] == 1 && random.nextBoolean() ? 0 : GAMMA;
      }
      for (int t = 0; t + 1 < count; t++) {
        // Within an episode the next observation is the one that is acted on next.
        next[t] = ended[t] == 1 ? next[t] : value[t + 1];
      }
    }

    int count() {
      return reward.length;
    }

    float[] advantages(double lambda) {
      return advantages(lambda, 0, count());
    }

    float[] advantages(double lambda, int from, int steps) {
      float[] advantage = new float[count()];
      GeneralizedAdvantage.compute(
          reward, discount, ended, value, next, lambda, from, steps, advantage, new float[count()]);
      return advantage;
    }

    /** The discounted rewards until the episode ends, and the value of what comes then. */
    double monteCarlo(int t) {
      boolean last = ended[t] == 1 || t == count() - 1;
      return reward[t] + discount[t] * (last ? next[t] : monteCarlo(t + 1));
    }
  }

  @Property(tries = 200)
  void withLambdaOneTheAdvantageIsTheMonteCarloReturnsAndWithZeroOneTdError(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int count) {
    Steps steps = new Steps(count, new SplittableRandom(seed));
    float[] one = steps.advantages(1);
    float[] zero = steps.advantages(0);
    for (int t = 0; t < count; t++) {
      assertEquals(steps.monteCarlo(t) - steps.value[t], one[t], TOLERANCE);
      double delta = steps.reward[t] + steps.discount[t] * steps.next[t] - steps.value[t];
      assertEquals(delta, zero[t], TOLERANCE);
    }
  }

  @Property(tries = 200)
  void episodesOneAfterTheOtherAreThoseApart(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int count,
      @ForAll @DoubleRange(max = 1) double lambda) {
    Steps steps = new Steps(count, new SplittableRandom(seed));
    float[] together = steps.advantages(lambda);
    int from = 0;
    for (int t = 0; t < count; t++) {
      if (steps.ended[t] == 1 || t == count - 1) {
        float[] apart = steps.advantages(lambda, from, t + 1 - from);
        assertArrayEquals(
            Arrays.copyOfRange(together, from, t + 1), Arrays.copyOfRange(apart, from, t + 1));
        from = t + 1;
      }
    }
  }

  @Property(tries = 200)
  void onItsOwnPolicysStepsVTraceIsTheLambdaReturn(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int count,
      @ForAll @DoubleRange(max = 1) double lambda) {
    Steps steps = new Steps(count, new SplittableRandom(seed));
    float[] target = new float[count];
    float[] advantage = new float[count];
    new VTrace(lambda, 1, 1)
        .compute(
            steps.reward,
            steps.discount,
            steps.ended,
            new float[count],
            steps.value,
            steps.next,
            0,
            count,
            target,
            advantage);
    float[] expected = steps.advantages(lambda);
    for (int t = 0; t < count; t++) {
      assertEquals(steps.value[t] + expected[t], target[t], TOLERANCE);
      if (lambda == 1) {
        assertEquals(steps.monteCarlo(t), target[t], TOLERANCE);
        assertEquals(expected[t], advantage[t], TOLERANCE);
      }
    }
  }

  @Property(tries = 200)
  void vTraceIsItsSum(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 12) int count,
      @ForAll @DoubleRange(min = 0.1, max = 3) double rhoBar,
      @ForAll @DoubleRange(min = 0.1, max = 3) double cBar) {
    SplittableRandom random = new SplittableRandom(seed);
    Steps steps = new Steps(count, random);
    float[] logRatio = new float[count];
    for (int t = 0; t < count; t++) {
      logRatio[t] = (float) random.nextDouble(-1, 1);
    }
    float[] target = new float[count];
    float[] advantage = new float[count];
    double lambda = 0.8;
    new VTrace(lambda, rhoBar, cBar)
        .compute(
            steps.reward,
            steps.discount,
            steps.ended,
            logRatio,
            steps.value,
            steps.next,
            0,
            count,
            target,
            advantage);
    for (int s = 0; s < count; s++) {
      double sum = steps.value[s];
      double weight = 1;
      for (int t = s; t < count; t++) {
        double ratio = Math.exp(logRatio[t]);
        double delta = steps.reward[t] + steps.discount[t] * steps.next[t] - steps.value[t];
        sum += weight * Math.min(rhoBar, ratio) * delta;
        weight *= steps.discount[t] * lambda * Math.min(cBar, ratio);
        if (steps.ended[t] == 1) {
          break;
        }
      }
      assertEquals(sum, target[s], TOLERANCE);
      boolean goesOn = steps.ended[s] == 0 && s + 1 < count;
      double later = goesOn ? target[s + 1] : steps.next[s];
      double rho = Math.min(rhoBar, Math.exp(logRatio[s]));
      double expected = rho * (steps.reward[s] + steps.discount[s] * later - steps.value[s]);
      assertEquals(expected, advantage[s], TOLERANCE);
    }
  }
}
