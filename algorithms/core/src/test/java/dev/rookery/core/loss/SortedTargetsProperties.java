package dev.rookery.core.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The loss by sorted targets and prefix sums beside its definition, pair by pair. */
class SortedTargetsProperties {

  private static final double[] KAPPAS = {0, 1e-30, 1e-9, 1e-3, 0.5, 1, 2, 30, 1e6, 1e12};

  /** The definition: {@code [0]} is the loss, {@code [1 + i]} its derivative for prediction i. */
  private static double[] pairwise(float[] theta, float[] tau, float[] target, double kappa) {
    double[] result = new double[1 + theta.length];
    for (int i = 0; i < theta.length; i++) {
      for (float t : target) {
        double u = (double) t - theta[i];
        double factor = Math.abs(tau[i] - (u < 0 ? 1 : 0)) / target.length;
        result[0] += factor * (kappa == 0 ? Math.abs(u) : Huber.loss(u, kappa) / kappa);
        result[1 + i] -= factor * (kappa == 0 ? Math.signum(u) : Huber.slope(u, kappa) / kappa);
      }
    }
    return result;
  }

  /** Numbers of several kinds: spread, with ties, close together far from 0, of many magnitudes. */
  private static float[] numbers(SplittableRandom random, int kind, int size) {
    float[] values = RandomNumbers.normal(random, size);
    for (int i = 0; i < size; i++) {
      switch (kind) {
        case 0 -> {}
        case 1 -> values[i] = (float) Math.rint(values[i]);
        case 2 -> values[i] += 1e6f;
        case 3 -> values[i] += random.nextInt(3) * 1e9f;
        default -> values[i] *= (float) Math.pow(10, random.nextInt(-9, 10));
      }
    }
    return values;
  }

  @Property(tries = 5000)
  void lossAndGradientAreThoseOfThePairwiseDefinition(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int levels,
      @ForAll @IntRange(min = 1, max = 40) int targets,
      @ForAll @IntRange(min = 0, max = 4) int kind,
      @ForAll @IntRange(min = 0, max = 9) int kappaIndex,
      @ForAll boolean anyLevels) {
    SplittableRandom random = new SplittableRandom(seed);
    double kappa = KAPPAS[kappaIndex];
    float[] theta = numbers(random, kind, levels);
    float[] target = numbers(random, kind, targets);
    for (int i = 0; i < levels; i++) {
      if (random.nextInt(3) == 0) { // A prediction that is a target.
        theta[i] = target[random.nextInt(targets)];
      }
    }
    float[] tau =
        anyLevels ? RandomNumbers.uniform(random, levels) : QuantileQLearning.midpoints(levels);
    check(theta, tau, target, kappa);
  }

  @Property(tries = 20)
  void itAlsoHoldsForTwoHundredOfEach(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 4) int kind) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] theta = numbers(random, kind, 200);
    check(theta, QuantileQLearning.midpoints(200), numbers(random, kind, 200), 1);
  }

  private static void check(float[] theta, float[] tau, float[] target, double kappa) {
    float[] gradient = new float[theta.length];
    SortedTargets sorted = new SortedTargets(target.length);
    sorted.set(target, 0, kappa);
    double loss = sorted.loss(theta, 0, 1, tau, 0, theta.length, 1, gradient);
    double[] expected = pairwise(theta, tau, target, kappa);
    assertEquals(expected[0], loss, 1e-5 * Math.max(1, expected[0]));
    for (int i = 0; i < theta.length; i++) {
      assertEquals(expected[1 + i], gradient[i], 1e-5, "prediction " + i);
    }
  }

  @Example
  void valuesByHand() {
    // u of 0.5, -1 and 3 with kappa 2: 0.125 / 2, 0.5 / 2 and 2 * (3 - 1) / 2, weighted by 0.25,
    // 0.75 and 0.25. Slopes: 0.5 / 2, -1 / 2 and 1.
    float[] gradient = new float[1];
    SortedTargets sorted = new SortedTargets(3);
    sorted.set(new float[] {1.5f, 0, 4}, 0, 2);
    double loss = sorted.loss(new float[] {1}, 0, 1, new float[] {0.25f}, 0, 1, 1, gradient);
    assertEquals((0.25 * 0.0625 + 0.75 * 0.25 + 0.25 * 2) / 3, loss, 1e-12);
    assertEquals(-(0.25 * 0.25 - 0.75 * 0.5 + 0.25) / 3, gradient[0], 1e-7);
  }

  @Property
  void numbersThatAreNotFiniteGiveALossThatIsNot(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 9) int kappaIndex,
      @ForAll @IntRange(min = 0, max = 2) int which,
      @ForAll @IntRange(min = 0, max = 2) int where) {
    SplittableRandom random = new SplittableRandom(seed);
    QuantileInputs inputs = new QuantileInputs(random, 4, 2, 5, 7);
    float bad = new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}[which];
    int b = random.nextInt(4);
    switch (where) {
      case 0 -> inputs.quantiles[(b * 2 + inputs.action[b]) * 5 + random.nextInt(5)] = bad;
      case 1 -> inputs.target[b * 7 + random.nextInt(7)] = bad;
      default -> inputs.tau[random.nextInt(5)] = bad;
    }
    double kappa = KAPPAS[kappaIndex];
    assertFalse(Double.isFinite(inputs.loss(kappa)));
    assertFalse(Float.isFinite(inputs.exampleLoss[b]));
    assertFalse(Double.isFinite(inputs.implicitLoss(kappa)));
  }

  @Property
  void anImportanceWeightThatIsNotFiniteGivesALossThatIsNot(@ForAll long seed) {
    QuantileInputs inputs = new QuantileInputs(new SplittableRandom(seed), 4, 2, 5, 7);
    inputs.weight[2] = Float.POSITIVE_INFINITY;
    assertFalse(Double.isFinite(inputs.loss(1)));
    inputs.weight[2] = Float.NaN;
    assertFalse(Double.isFinite(inputs.loss(1)));
  }

  @Property
  void theLargestNumbersHaveAFiniteLoss(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 9) int kappaIndex) {
    SplittableRandom random = new SplittableRandom(seed);
    QuantileInputs inputs = new QuantileInputs(random, 4, 2, 5, 7);
    inputs.quantiles[inputs.action[0] * 5] = Float.MAX_VALUE;
    inputs.target[random.nextInt(7)] = -Float.MAX_VALUE;
    inputs.target[7 + random.nextInt(7)] = Float.MAX_VALUE;
    double loss = inputs.loss(KAPPAS[kappaIndex]);
    assertTrue(loss > 0 && Double.isFinite(loss));
    for (float g : inputs.gradient) {
      assertTrue(Math.abs(g) <= 1);
    }
  }

  @Example
  void wrongKappasAndSizesAreRefused() {
    QuantileInputs inputs = new QuantileInputs(new SplittableRandom(1), 2, 2, 5, 7);
    for (double kappa : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> inputs.loss(kappa));
      assertThrows(IllegalArgumentException.class, () -> inputs.implicitLoss(kappa));
    }
    SortedTargets other = new SortedTargets(6);
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> other.check(2, inputs.target, 1));
    assertEquals("14 targets are not 6 for each of 2 examples", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new SortedTargets(0));
    assertThrows(IllegalArgumentException.class, () -> QuantileQLearning.midpoints(0));
  }
}
