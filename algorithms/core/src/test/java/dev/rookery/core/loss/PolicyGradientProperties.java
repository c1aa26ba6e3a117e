package dev.rookery.core.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class PolicyGradientProperties {

  private static final float H = 1f / 512;

  @Property(tries = 200)
  void gradientsAreThoseOfFiniteDifferences(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @DoubleRange(min = 0.05, max = 0.5) double clip) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] logPi = new float[batch];
    float[] old = new float[batch];
    for (int b = 0; b < batch; b++) {
      old[b] = (float) random.nextDouble(-3, 0);
      logPi[b] = old[b] + (float) random.nextDouble(-1, 1);
    }
    float[] advantage = RandomNumbers.normal(random, batch);
    float[] gradient = new float[batch];
    float[] clipped = new float[batch];
    float[] ignored = new float[batch];
    PolicyGradient.loss(logPi, advantage, gradient);
    PolicyGradient.clippedLoss(logPi, old, advantage, clip, clipped);
    for (int b = 0; b < batch; b++) {
      float[] above = logPi.clone();
      float[] below = logPi.clone();
      above[b] += H;
      below[b] -= H;
      double step = (double) above[b] - below[b];
      double slope =
          (PolicyGradient.loss(above, advantage, ignored)
                  - PolicyGradient.loss(below, advantage, ignored))
              / step;
      assertEquals(slope, gradient[b], 1e-3);
      if (!isNearTheClip(logPi[b] - old[b], clip)) {
        slope =
            (PolicyGradient.clippedLoss(above, old, advantage, clip, ignored)
                    - PolicyGradient.clippedLoss(below, old, advantage, clip, ignored))
                / step;
        assertEquals(slope, clipped[b], 1e-3 * (1 + Math.abs(slope)));
      }
    }
  }

  private static boolean isNearTheClip(float logRatio, double clip) {
    return Math.abs(logRatio - Math.log(1 + clip)) < 2 * H
        || Math.abs(logRatio - Math.log(1 - clip)) < 2 * H;
  }

  @Property(tries = 200)
  void whereTheClipBindsThereIsNoGradient(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.05, max = 0.5) double clip) {
    SplittableRandom random = new SplittableRandom(seed);
    double beyond = random.nextDouble(1.01, 2);
    float[] old = {-1, -1, -1, -1};
    // Above and below the range, each with an advantage that wants further and one that wants back.
    float up = (float) (-1 + Math.log(1 + clip * beyond));
    float down = (float) (-1 + Math.log(1 - Math.min(clip * beyond, 0.99)));
    float[] logPi = {up, down, up, down};
    float[] advantage = {2, -2, -2, 2};
    float[] gradient = new float[4];
    PolicyGradient.clippedLoss(logPi, old, advantage, clip, gradient);
    assertEquals(0, gradient[0]);
    assertEquals(0, gradient[1]);
    assertTrue(gradient[2] > 0, "back to smaller ratios");
    assertTrue(gradient[3] < 0, "back to larger ratios");
    assertEquals(1, PolicyGradient.clipFraction(logPi, old, clip));
  }

  @Property
  void atRatioOneTheClippedLossHasThePolicyGradient(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int batch) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] logPi = RandomNumbers.normal(random, batch);
    float[] advantage = RandomNumbers.normal(random, batch);
    float[] expected = new float[batch];
    float[] gradient = new float[batch];
    PolicyGradient.loss(logPi, advantage, expected);
    PolicyGradient.clippedLoss(logPi, logPi, advantage, 0.2, gradient);
    assertArrayEquals(expected, gradient, 1e-6f);
    assertEquals(0, PolicyGradient.approximateDivergence(logPi, logPi));
    assertEquals(0, PolicyGradient.clipFraction(logPi, logPi, 0.2));
  }

  @Property
  void theEstimatedDivergenceIsNeverNegative(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    assertTrue(
        PolicyGradient.approximateDivergence(
                RandomNumbers.normal(random, 5), RandomNumbers.normal(random, 5))
            >= 0);
  }

  @Property(tries = 200)
  void theValuesClippedLossIsTheLargerOfTwo(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @DoubleRange(min = 0.05, max = 2) double clip) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] value = RandomNumbers.normal(random, batch);
    float[] old = RandomNumbers.normal(random, batch);
    float[] target = RandomNumbers.normal(random, batch);
    float[] gradient = new float[batch];
    double loss = TdLearning.clippedLoss(value, old, target, clip, gradient);
    double expected = 0;
    for (int b = 0; b < batch; b++) {
      double clipped = old[b] + Math.max(-clip, Math.min(clip, (double) value[b] - old[b]));
      double plainError = (double) value[b] - target[b];
      double error = clipped - target[b];
      expected += 0.5 * Math.max(plainError * plainError, error * error) / batch;
      boolean free = Math.abs(value[b] - old[b]) <= clip || Math.abs(plainError) >= Math.abs(error);
      assertEquals(free ? plainError / batch : 0, gradient[b], 1e-5);
    }
    assertEquals(expected, loss, 1e-5 * (1 + expected));
    float[] ones = new float[batch];
    Arrays.fill(ones, 1);
    double plain =
        TdLearning.huberLoss(
            value, target, ones, Double.POSITIVE_INFINITY, new float[batch], new float[batch]);
    assertEquals(
        plain,
        TdLearning.clippedLoss(value, old, target, Double.POSITIVE_INFINITY, gradient),
        1e-5 * (1 + plain));
  }
}
