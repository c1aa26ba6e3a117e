package dev.rookery.core.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.testkit.Allocation;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The categorical loss; {@link ProjectionProperties} has its targets. */
class CategoricalQLearningProperties {

  /** Random inputs of a size. */
  private static final class Inputs {
    final int actions;
    final int atoms;
    final float[] logits;
    final int[] action;
    final float[] target;
    final float[] weight;
    final float[] gradient;
    final float[] crossEntropy;
    final float[] kl;

    Inputs(SplittableRandom random, int batch, int actions, int atoms) {
      this.actions = actions;
      this.atoms = atoms;
      logits = RandomNumbers.normal(random, batch * actions * atoms);
      action = RandomNumbers.actions(random, batch, actions);
      target = ProjectionProperties.probabilities(random, batch, atoms);
      weight = RandomNumbers.uniform(random, batch);
      gradient = new float[logits.length];
      crossEntropy = new float[batch];
      kl = new float[batch];
    }

    double loss() {
      return CategoricalQLearning.crossEntropyLoss(
          logits, action, target, weight, actions, gradient, crossEntropy, kl);
    }

    int taken(int b) {
      return (b * actions + action[b]) * atoms;
    }
  }

  @Property
  void lossAndDivergenceAreNotNegative(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 51) int atoms) {
    Inputs inputs = new Inputs(new SplittableRandom(seed), 4, 3, atoms);
    assertTrue(inputs.loss() >= 0);
    for (int b = 0; b < 4; b++) {
      assertTrue(inputs.kl[b] >= 0);
      assertTrue(inputs.crossEntropy[b] >= inputs.kl[b] - 1e-6f);
    }
  }

  @Property
  void gradientAndDivergenceAreZeroWhereThePredictionIsTheTarget(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 51) int atoms) {
    SplittableRandom random = new SplittableRandom(seed);
    Inputs inputs = new Inputs(random, 4, 3, atoms);
    for (int b = 0; b < 4; b++) {
      for (int k = 0; k < atoms; k++) {
        float m = inputs.target[b * atoms + k];
        inputs.logits[inputs.taken(b) + k] = m == 0 ? -1000 : (float) (7 + Math.log(m));
      }
    }
    inputs.loss();
    assertArrayEquals(new float[4], inputs.kl, 1e-5f);
    assertArrayEquals(new float[inputs.gradient.length], inputs.gradient, 1e-6f);
    int b = random.nextInt(4);
    inputs.logits[inputs.taken(b)] += 1200; // All the probability on atom 0.
    inputs.target[b * atoms] = 0;
    inputs.target[b * atoms + 1] = 1;
    inputs.loss();
    assertTrue(inputs.kl[b] > 1);
  }

  @Property(tries = 200)
  void theGradientIsThatOfFiniteDifferences(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int batch,
      @ForAll @IntRange(min = 2, max = 7) int atoms) {
    Inputs inputs = new Inputs(new SplittableRandom(seed), batch, 2, atoms);
    inputs.loss();
    float[] gradient = inputs.gradient.clone();
    float h = 1f / 256; // exact in float32, as are sums with small numbers
    for (int i = 0; i < inputs.logits.length; i++) {
      float logit = inputs.logits[i];
      inputs.logits[i] = logit + h;
      double above = inputs.loss();
      inputs.logits[i] = logit - h;
      double below = inputs.loss();
      inputs.logits[i] = logit;
      assertEquals((above - below) / (2 * h), gradient[i], 2e-4 / batch, "index " + i);
    }
  }

  @Property
  void importanceWeightsScaleLossAndGradient(@ForAll long seed) {
    Inputs inputs = new Inputs(new SplittableRandom(seed), 4, 2, 11);
    double loss = inputs.loss();
    double expected = 0;
    for (int b = 0; b < 4; b++) {
      expected += (double) inputs.weight[b] * inputs.crossEntropy[b] / 4;
    }
    assertEquals(expected, loss, 1e-6 * (1 + expected));
    float[] gradient = inputs.gradient.clone();
    float[] kl = inputs.kl.clone();
    for (int b = 0; b < 4; b++) {
      inputs.weight[b] *= 4;
    }
    assertEquals(4 * loss, inputs.loss());
    assertArrayEquals(kl, inputs.kl);
    for (int i = 0; i < gradient.length; i++) {
      assertEquals(4 * gradient[i], inputs.gradient[i]);
    }
  }

  @Property
  void twoAtomsAreABernoulliCrossEntropy(@ForAll long seed) {
    Inputs inputs = new Inputs(new SplittableRandom(seed), 1, 1, 2);
    inputs.weight[0] = 1;
    double m = inputs.target[1];
    double p = 1 / (1 + Math.exp((double) inputs.logits[0] - inputs.logits[1]));
    double expected = -m * Math.log(p) - (1 - m) * Math.log(1 - p);
    assertEquals(expected, inputs.loss(), 1e-6 * (1 + expected));
    assertEquals(p - m, inputs.gradient[1], 1e-6);
    assertEquals(m - p, inputs.gradient[0], 1e-6);
  }

  @Property
  void aConstantAddedToALogitsRowChangesNothing(@ForAll long seed) {
    Inputs inputs = new Inputs(new SplittableRandom(seed), 2, 2, 11);
    for (int i = 0; i < inputs.logits.length; i++) {
      inputs.logits[i] = (float) Math.rint(inputs.logits[i]); // so that sums are exact
    }
    double loss = inputs.loss();
    float[] gradient = inputs.gradient.clone();
    for (int i = 0; i < inputs.logits.length; i++) {
      inputs.logits[i] += 1048576f;
    }
    assertEquals(loss, inputs.loss());
    assertArrayEquals(gradient, inputs.gradient);
  }

  @Example
  void theLargestLogitsDoNotOverflow() {
    Inputs inputs = new Inputs(new SplittableRandom(1), 1, 1, 3);
    inputs.weight[0] = 1;
    float max = Float.MAX_VALUE;
    System.arraycopy(new float[] {max, -max, max}, 0, inputs.logits, 0, 3);
    System.arraycopy(new float[] {0.25f, 0, 0.75f}, 0, inputs.target, 0, 3);
    assertEquals(Math.log(2), inputs.loss(), 1e-12);
    assertArrayEquals(new float[] {0.25f, 0, -0.25f}, inputs.gradient);
    float[] q = new float[1];
    CategoricalQLearning.values(inputs.logits, new Support(0, 4, 3), q);
    assertEquals(2f, q[0]);
    inputs.target[1] = 0.5f;
    assertTrue(inputs.loss() > 1e38 && Double.isFinite(inputs.loss()));
  }

  @Property
  void numbersThatAreNotFiniteGiveALossThatIsNot(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 2) int which,
      @ForAll @IntRange(min = 0, max = 2) int where) {
    SplittableRandom random = new SplittableRandom(seed);
    Inputs inputs = new Inputs(random, 4, 2, 5);
    float bad = new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}[which];
    int b = random.nextInt(4);
    switch (where) {
      case 0 -> inputs.logits[inputs.taken(b) + random.nextInt(5)] = bad;
      case 1 -> inputs.target[b * 5 + random.nextInt(5)] = bad;
      default -> inputs.weight[b] = bad;
    }
    assertFalse(Double.isFinite(inputs.loss()));
  }

  @Property
  void onlyTheTakenActionsHaveAGradient(@ForAll long seed) {
    Inputs inputs = new Inputs(new SplittableRandom(seed), 4, 3, 5);
    Arrays.fill(inputs.gradient, Float.NaN);
    inputs.loss();
    for (int i = 0; i < inputs.gradient.length; i++) {
      if (i / 5 % 3 != inputs.action[i / 15]) {
        assertEquals(0f, inputs.gradient[i]);
      }
    }
  }

  @Example
  void itAllocatesNothing() {
    Inputs inputs = new Inputs(new SplittableRandom(1), 2, 2, 11);
    Support support = new Support(-1, 1, 11);
    float[] q = new float[4];
    float[] next = new float[22];
    float[] zeros = new float[2];
    Runnable update =
        () -> {
          CategoricalQLearning.values(inputs.logits, support, q);
          CategoricalQLearning.nextProbabilities(q, inputs.logits, 2, 11, next);
          CategoricalQLearning.targets(zeros, zeros, next, support, inputs.target);
          inputs.loss();
        };
    assertEquals(0, Allocation.perRun(update));
  }
}
