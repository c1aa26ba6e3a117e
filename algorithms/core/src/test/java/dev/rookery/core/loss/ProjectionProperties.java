package dev.rookery.core.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** The targets of the categorical loss, and the values of distributions. */
class ProjectionProperties {

  /** {@code [batch, atoms]}, some of them 0. */
  static float[] probabilities(SplittableRandom random, int batch, int atoms) {
    float[] probabilities = new float[batch * atoms];
    for (int b = 0; b < batch; b++) {
      double total = 0;
      double[] shares = new double[atoms];
      for (int k = 0; k < atoms; k++) {
        shares[k] = k > 0 && random.nextInt(4) == 0 ? 0 : random.nextDouble(0.001, 1);
        total += shares[k];
      }
      for (int k = 0; k < atoms; k++) {
        probabilities[b * atoms + k] = (float) (shares[k] / total);
      }
    }
    return probabilities;
  }

  private static float[] project(float r, float discount, float[] probabilities, Support support) {
    float[] target = new float[support.atoms()];
    CategoricalQLearning.targets(
        new float[] {r}, new float[] {discount}, probabilities, support, target);
    return target;
  }

  private static double mean(float[] probabilities, Support support) {
    double mean = 0;
    for (int k = 0; k < support.atoms(); k++) {
      mean += probabilities[k] * support.atom(k);
    }
    return mean;
  }

  private static double mass(float[] probabilities) {
    double mass = 0;
    for (float p : probabilities) {
      assertTrue(p >= 0);
      mass += p;
    }
    return mass;
  }

  @Property
  void itIsTheDefinitionAndKeepsTheMass(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 51) int atoms,
      @ForAll @DoubleRange(min = -30, max = 30) double r,
      @ForAll @DoubleRange(min = 0, max = 1.5) double discount) {
    Support support = new Support(-10, 7, atoms);
    float[] probabilities = probabilities(new SplittableRandom(seed), 1, atoms);
    float[] target = project((float) r, (float) discount, probabilities, support);
    assertEquals(mass(probabilities), mass(target), 1e-5);
    double[] expected = new double[atoms]; // equation 7 of Bellemare et al. 2017
    for (int j = 0; j < atoms; j++) {
      double moved = (float) r + (float) discount * support.atom(j);
      double clipped = Math.max(-10, Math.min(7, moved));
      for (int i = 0; i < atoms; i++) {
        double distance = Math.abs(clipped - support.atom(i)) / support.spacing();
        expected[i] += probabilities[j] * Math.max(0, 1 - distance);
      }
    }
    for (int i = 0; i < atoms; i++) {
      assertEquals(expected[i], target[i], 1e-5);
    }
  }

  @Property
  void itKeepsTheMeanWhereNothingIsClipped(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 51) int atoms,
      @ForAll @DoubleRange(min = -5, max = 5) double r,
      @ForAll @DoubleRange(min = 0, max = 0.5) double discount) {
    Support support = new Support(-10, 10, atoms);
    float[] probabilities = probabilities(new SplittableRandom(seed), 1, atoms);
    float[] target = project((float) r, (float) discount, probabilities, support);
    double expected = (float) r * mass(probabilities) + discount * mean(probabilities, support);
    assertEquals(expected, mean(target, support), 1e-4);
  }

  @Property
  void itIsTheIdentityForRewardZeroAndDiscountOne(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 201) int atoms,
      @ForAll @DoubleRange(min = -1000, max = 0) double vMin,
      @ForAll @DoubleRange(min = 0.1, max = 1000) double vMax) {
    float[] probabilities = probabilities(new SplittableRandom(seed), 1, atoms);
    float[] target = project(0, 1, probabilities, new Support(vMin, vMax, atoms));
    assertArrayEquals(probabilities, target);
  }

  @Property
  void returnsBeyondTheBoundsCountAsTheBounds(@ForAll long seed) {
    Support support = new Support(-2, 2, 5);
    float[] probabilities = probabilities(new SplittableRandom(seed), 1, 5);
    assertArrayEquals(
        new float[] {0, 0, 0, 0, 1}, project(1e30f, 0.9f, probabilities, support), 1e-6f);
    assertArrayEquals(
        new float[] {1, 0, 0, 0, 0}, project(-5, 0.9f, probabilities, support), 1e-6f);
  }

  @Example
  void valuesByHand() {
    Support support = new Support(-1, 1, 3);
    // 0.25 + 0.5 * z of -1, 0, 1 are -0.25, 0.25 and 0.75.
    float[] target = project(0.25f, 0.5f, new float[] {0.5f, 0.25f, 0.25f}, support);
    assertArrayEquals(new float[] {0.125f, 0.375f + 0.1875f + 0.0625f, 0.25f}, target, 1e-6f);
    // Softmax of log 1, log 2, log 5: the mean is (5 - 1) / 8.
    float[] logits = {0, (float) Math.log(2), (float) Math.log(5), 3, 3, 3};
    float[] q = new float[2];
    CategoricalQLearning.values(logits, support, q);
    assertArrayEquals(new float[] {0.5f, 0}, q, 1e-6f);
    float[] next = new float[3];
    CategoricalQLearning.nextProbabilities(q, logits, 2, 3, next);
    assertArrayEquals(new float[] {0.125f, 0.25f, 0.625f}, next, 1e-6f);
    CategoricalQLearning.nextProbabilities(new float[] {0, 1}, logits, 2, 3, next);
    assertArrayEquals(new float[] {1 / 3f, 1 / 3f, 1 / 3f}, next, 1e-6f);
  }

  @Example
  void whatIsNotFiniteGivesNoDistribution() {
    Support support = new Support(0, 1, 2);
    float[] nan = {Float.NaN, Float.NaN};
    float[] half = {0.5f, 0.5f};
    assertArrayEquals(nan, project(Float.NaN, 0.5f, half, support));
    assertArrayEquals(nan, project(Float.POSITIVE_INFINITY, 0.5f, half, support));
    assertArrayEquals(nan, project(0, Float.NEGATIVE_INFINITY, half, support));
    assertTrue(Float.isNaN(project(0, 0.5f, nan, support)[0]));
  }

  @Example
  void supportsWithoutOrderOrAtomsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Support(1, 1, 51));
    assertThrows(IllegalArgumentException.class, () -> new Support(2, 1, 51));
    assertThrows(IllegalArgumentException.class, () -> new Support(Double.NaN, 1, 51));
    assertThrows(
        IllegalArgumentException.class, () -> new Support(0, Double.POSITIVE_INFINITY, 51));
    assertThrows(IllegalArgumentException.class, () -> new Support(0, 1, 1));
    Support support = new Support(-10, 10, 51);
    assertEquals(0.4, support.spacing(), 1e-12);
    assertEquals(10, support.atom(50), 1e-12);
  }
}
