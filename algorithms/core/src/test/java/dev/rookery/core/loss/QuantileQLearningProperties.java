package dev.rookery.core.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.testkit.Allocation;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** QR-DQN's loss, IQN's, and what they have in common. */
class QuantileQLearningProperties {

  @Property
  void theLossIsNotNegativeAndItsGradientNotSteeperThanTheLevels(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 3) double kappa) {
    QuantileInputs inputs = new QuantileInputs(new SplittableRandom(seed), 4, 2, 6, 5);
    assertTrue(inputs.loss(kappa) >= 0);
    for (float loss : inputs.exampleLoss) {
      assertTrue(loss >= 0);
    }
    for (int i = 0; i < inputs.gradient.length; i++) {
      double tau = inputs.tau[i % 6];
      double steepest = Math.max(tau, 1 - tau) * inputs.weight[i / 12] / 4;
      assertTrue(Math.abs(inputs.gradient[i]) <= steepest + 1e-6);
    }
  }

  @Property
  void theLossIsZeroExactlyWhereAllQuantilesAndTargetsAreEqual(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 2) int kappaIndex) {
    SplittableRandom random = new SplittableRandom(seed);
    double kappa = new double[] {0, 0.01, 1}[kappaIndex];
    QuantileInputs inputs = new QuantileInputs(random, 3, 2, 6, 5);
    for (int b = 0; b < 3; b++) {
      float value = inputs.target[b * 5];
      Arrays.fill(inputs.target, b * 5, (b + 1) * 5, value);
      int taken = (b * 2 + inputs.action[b]) * 6;
      Arrays.fill(inputs.quantiles, taken, taken + 6, value);
    }
    assertEquals(0, inputs.loss(kappa));
    for (float g : inputs.gradient) {
      assertEquals(0f, g + 0f);
    }
    int b = random.nextInt(3);
    if (random.nextInt(2) == 0) {
      int j = b * 5 + random.nextInt(5);
      inputs.target[j] = Math.nextUp(inputs.target[j]);
    } else {
      int i = (b * 2 + inputs.action[b]) * 6 + random.nextInt(6);
      inputs.quantiles[i] = Math.nextUp(inputs.quantiles[i]);
    }
    assertTrue(inputs.loss(kappa) > 0);
  }

  @Property(tries = 200)
  void theGradientIsThatOfFiniteDifferences(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int batch,
      @ForAll @DoubleRange(min = 0.5, max = 3) double kappa) {
    QuantileInputs inputs = new QuantileInputs(new SplittableRandom(seed), batch, 2, 4, 5);
    inputs.loss(kappa);
    float[] gradient = inputs.gradient.clone();
    float h = 1f / 256; // exact in float32, as are sums with small numbers
    for (int i = 0; i < inputs.quantiles.length; i++) {
      float quantile = inputs.quantiles[i];
      inputs.quantiles[i] = quantile + h;
      double above = inputs.loss(kappa);
      inputs.quantiles[i] = quantile - h;
      double below = inputs.loss(kappa);
      inputs.quantiles[i] = quantile;
      assertEquals((above - below) / (2 * h), gradient[i], 4e-3 / batch, "index " + i);
    }
  }

  @Property
  void theOrderOfTheTargetsDoesNotMatter(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 3) double kappa) {
    SplittableRandom random = new SplittableRandom(seed);
    QuantileInputs inputs = new QuantileInputs(random, 2, 2, 6, 33);
    inputs.target[1] = inputs.target[2];
    double loss = inputs.loss(kappa);
    float[] gradient = inputs.gradient.clone();
    RandomNumbers.shuffle(random, inputs.target, 0, 33);
    RandomNumbers.shuffle(random, inputs.target, 33, 66);
    assertEquals(loss, inputs.loss(kappa));
    assertArrayEquals(gradient, inputs.gradient);
  }

  @Property
  void itTendsToQuantileRegressionAsKappaTendsToZero(@ForAll long seed) {
    QuantileInputs inputs = new QuantileInputs(new SplittableRandom(seed), 2, 2, 6, 9);
    double regression = inputs.loss(0);
    for (double kappa = 1; kappa > 1e-12; kappa /= 10) {
      // |u| - huber(u) / kappa is from 0 to kappa / 2 for each of 6 quantiles.
      double difference = regression - inputs.loss(kappa);
      assertTrue(difference >= -1e-12 && difference <= 6 * kappa / 2 + 1e-12);
    }
  }

  @Property
  void theConstantWithTheLeastQuantileRegressionLossIsTheQuantile(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int targets,
      @ForAll @DoubleRange(min = 0.02, max = 0.98) double tau) {
    SplittableRandom random = new SplittableRandom(seed);
    QuantileInputs inputs = new QuantileInputs(random, 1, 1, 1, targets);
    inputs.tau = new float[] {(float) tau};
    float[] sorted = inputs.target.clone();
    Arrays.sort(sorted);
    inputs.quantiles[0] = sorted[(int) Math.ceil(inputs.tau[0] * (double) targets) - 1];
    double least = inputs.loss(0);
    for (int i = 0; i < targets + 10; i++) {
      inputs.quantiles[0] = i < targets ? sorted[i] : (float) (2 * random.nextGaussian());
      assertTrue(inputs.loss(0) >= least - 1e-12);
    }
  }

  @Property
  void importanceWeightsScaleLossAndGradient(@ForAll long seed) {
    QuantileInputs inputs = new QuantileInputs(new SplittableRandom(seed), 4, 2, 6, 5);
    double loss = inputs.loss(1);
    double expected = 0;
    for (int b = 0; b < 4; b++) {
      expected += (double) inputs.weight[b] * inputs.exampleLoss[b] / 4;
    }
    assertEquals(expected, loss, 1e-6 * (1 + expected));
    float[] gradient = inputs.gradient.clone();
    float[] exampleLoss = inputs.exampleLoss.clone();
    for (int b = 0; b < 4; b++) {
      inputs.weight[b] *= 4;
    }
    assertEquals(4 * loss, inputs.loss(1));
    assertArrayEquals(exampleLoss, inputs.exampleLoss);
    for (int i = 0; i < gradient.length; i++) {
      assertEquals(4 * gradient[i], inputs.gradient[i]);
    }
  }

  @Property
  void oneQuantileWithKappaOneIsHalfTheHuberRegression(@ForAll long seed) {
    QuantileInputs inputs = new QuantileInputs(new SplittableRandom(seed), 8, 3, 1, 1);
    float[] gradient = new float[8 * 3];
    double huber =
        QLearning.huberLoss(
            inputs.quantiles,
            inputs.action,
            inputs.target,
            inputs.weight,
            1,
            3,
            gradient,
            new float[8]);
    assertEquals(huber / 2, inputs.loss(1), 1e-12 * (1 + huber));
    for (int i = 0; i < gradient.length; i++) {
      assertEquals(gradient[i] / 2, inputs.gradient[i], 1e-7);
    }
  }

  @Property
  void implicitQuantilesAtTheMidpointsAreThoseOfFixedLevels(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int levels,
      @ForAll @DoubleRange(min = 0, max = 3) double kappa) {
    SplittableRandom random = new SplittableRandom(seed);
    QuantileInputs inputs = new QuantileInputs(random, 4, 3, levels, 5);
    double loss = inputs.loss(kappa);
    float[] gradient = inputs.gradient.clone();
    float[] exampleLoss = inputs.exampleLoss.clone();
    assertEquals(loss, inputs.implicitLoss(kappa));
    assertArrayEquals(gradient, inputs.gradient);
    assertArrayEquals(exampleLoss, inputs.exampleLoss);

    float[] q = new float[4 * 3];
    float[] implicitQ = new float[4 * 3];
    float[] samples = QuantileInputs.swapped(inputs.quantiles, 3, levels);
    QuantileQLearning.values(inputs.quantiles, levels, q);
    ImplicitQuantileQLearning.values(samples, levels, 3, implicitQ);
    assertArrayEquals(q, implicitQ);
    float[] reward = RandomNumbers.normal(random, 4);
    float[] discount = RandomNumbers.uniform(random, 4);
    float[] target = new float[4 * levels];
    float[] implicitTarget = new float[4 * levels];
    QuantileQLearning.targets(reward, discount, q, inputs.quantiles, 3, target);
    ImplicitQuantileQLearning.targets(reward, discount, q, samples, 3, implicitTarget);
    assertArrayEquals(target, implicitTarget);
  }

  @Property
  void targetsAndValuesOfOneQuantileAreThoseOfQLearning(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] quantiles = RandomNumbers.normal(random, 5 * 3);
    float[] selector = RandomNumbers.normal(random, 5 * 3);
    float[] reward = RandomNumbers.normal(random, 5);
    float[] discount = RandomNumbers.uniform(random, 5);
    float[] q = new float[5 * 3];
    QuantileQLearning.values(quantiles, 1, q);
    assertArrayEquals(quantiles, q);
    float[] target = new float[5];
    float[] expected = new float[5];
    QuantileQLearning.targets(reward, discount, selector, quantiles, 3, target);
    QLearning.targets(reward, discount, selector, q, 3, expected);
    assertArrayEquals(expected, target);
  }

  @Example
  void targetsAndValuesByHand() {
    float[] quantiles = {1, 3, 0, 10}; // [batch 1, actions 2, levels 2]
    float[] q = new float[2];
    QuantileQLearning.values(quantiles, 2, q);
    assertArrayEquals(new float[] {2, 5}, q);
    float[] target = new float[2];
    QuantileQLearning.targets(new float[] {1}, new float[] {0.5f}, q, quantiles, 2, target);
    assertArrayEquals(new float[] {1, 6}, target);
    assertArrayEquals(new float[] {0.125f, 0.375f, 0.625f, 0.875f}, QuantileQLearning.midpoints(4));
  }

  @Property
  void onlyTheTakenActionsHaveAGradient(@ForAll long seed) {
    QuantileInputs inputs = new QuantileInputs(new SplittableRandom(seed), 4, 3, 6, 5);
    Arrays.fill(inputs.gradient, Float.NaN);
    inputs.loss(1);
    for (int i = 0; i < inputs.gradient.length; i++) {
      if (i / 6 % 3 != inputs.action[i / 18]) {
        assertEquals(0f, inputs.gradient[i]);
      }
    }
  }

  @Example
  void itAllocatesNothing() {
    QuantileInputs inputs = new QuantileInputs(new SplittableRandom(1), 2, 2, 20, 40);
    Arrays.sort(inputs.target); // Some sorting methods allocate memory for what is in order.
    assertEquals(0, Allocation.perRun(() -> inputs.loss(1)));
  }
}
