package dev.rookery.core.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class TdLearningProperties {

  private static float[] normal(SplittableRandom random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (2 * random.nextGaussian());
    }
    return values;
  }

  private static float[] weights(SplittableRandom random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextDouble(0.1, 1);
    }
    return values;
  }

  @Example
  void valuesByHand() {
    float[] target = new float[3];
    float[] gradient = new float[3];
    float[] tdError = new float[3];
    // 1 + 0.5 * 4 = 3; 2 + 0 * 9 = 2 of a terminated row; -1 + 0.9 * -10 = -10
    TdLearning.targets(
        new float[] {1, 2, -1}, new float[] {0.5f, 0, 0.9f}, new float[] {4, 9, -10}, target);
    assertArrayEquals(new float[] {3, 2, -10}, target, 1e-6f);
    // errors 0.5, 2 and -6; with kappa 2 the losses are 0.125, 2 and 2 * (6 - 1) = 10
    double loss =
        TdLearning.huberLoss(
            new float[] {2.5f, 0, -4}, target, new float[] {1, 0.5f, 1}, 2, gradient, tdError);
    assertEquals((0.125 + 0.5 * 2 + 10) / 3, loss, 1e-6);
    assertArrayEquals(new float[] {0.5f, 2, -6}, tdError, 1e-6f);
    assertArrayEquals(new float[] {-0.5f / 3, -0.5f * 2 / 3, 2f / 3}, gradient, 1e-6f);
  }

  @Property(tries = 200)
  void theGradientIsThatOfFiniteDifferences(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @DoubleRange(min = 0.2, max = 5) double kappa) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] v = normal(random, batch);
    float[] target = normal(random, batch);
    float[] weight = weights(random, batch);
    float[] gradient = new float[batch];
    float[] ignored = new float[batch];
    TdLearning.huberLoss(v, target, weight, kappa, gradient, ignored);
    float h = 1f / 256; // exact in float32, as are sums with small numbers
    for (int i = 0; i < batch; i++) {
      float[] moved = v.clone();
      moved[i] = v[i] + h;
      double above = TdLearning.huberLoss(moved, target, weight, kappa, new float[batch], ignored);
      moved[i] = v[i] - h;
      double below = TdLearning.huberLoss(moved, target, weight, kappa, new float[batch], ignored);
      assertEquals((above - below) / (2 * h), gradient[i], 2e-3 / batch, "index " + i);
    }
  }

  @Property
  void itIsTheLossOfQLearningWithOneAction(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] q = normal(random, 8);
    float[] next = normal(random, 8);
    float[] reward = normal(random, 8);
    float[] discount = weights(random, 8);
    float[] weight = weights(random, 8);
    float[] target = new float[8];
    float[] expectedTarget = new float[8];
    TdLearning.targets(reward, discount, next, target);
    QLearning.targets(reward, discount, next, next, 1, expectedTarget);
    assertArrayEquals(expectedTarget, target);
    float[] gradient = new float[8];
    float[] expectedGradient = new float[8];
    float[] tdError = new float[8];
    float[] expectedTdError = new float[8];
    double expected =
        QLearning.huberLoss(
            q, new int[8], target, weight, 0.7, 1, expectedGradient, expectedTdError);
    assertEquals(expected, TdLearning.huberLoss(q, target, weight, 0.7, gradient, tdError));
    assertArrayEquals(expectedGradient, gradient);
    assertArrayEquals(expectedTdError, tdError);
  }

  @Property
  void withAnInfiniteKappaTheLossIsHalfTheSquaredError(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] weight = weights(random, 8);
    float[] tdError = new float[8];
    double loss =
        TdLearning.huberLoss(
            normal(random, 8),
            normal(random, 8),
            weight,
            Double.POSITIVE_INFINITY,
            new float[8],
            tdError);
    double expected = 0;
    for (int b = 0; b < 8; b++) {
      expected += 0.5 * weight[b] * tdError[b] * tdError[b] / 8;
    }
    assertEquals(expected, loss, 1e-5 * (1 + expected));
  }

  @Property
  void noGradientIsSteeperThanKappa(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] gradient = new float[8];
    TdLearning.huberLoss(
        normal(random, 8), normal(random, 8), weights(random, 8), 0.5, gradient, new float[8]);
    for (float g : gradient) {
      assertTrue(Math.abs(g) <= 0.5f / 8 + 1e-7f);
    }
  }

  @Property
  void thePolicysLossFallsAsItsValuesRise(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int batch) {
    float[] q = normal(new SplittableRandom(seed), batch);
    float[] gradient = new float[batch];
    double loss = DeterministicPolicyGradient.loss(q, gradient);
    double mean = 0;
    for (float value : q) {
      mean += value / (double) batch;
    }
    assertEquals(-mean, loss, 1e-6);
    for (int i = 0; i < batch; i++) {
      float[] moved = q.clone();
      moved[i] += 0.5f;
      double above = DeterministicPolicyGradient.loss(moved, new float[batch]);
      assertEquals((above - loss) / 0.5, gradient[i], 1e-5);
    }
  }
}
