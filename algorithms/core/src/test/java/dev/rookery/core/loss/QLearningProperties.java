package dev.rookery.core.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What only Q-learning has; {@link LossContractsTest} has what every loss has. */
class QLearningProperties {

  /** Random inputs of a size. */
  private static final class Inputs {
    final float[] q;
    final float[] next;
    final float[] online;
    final float[] reward;
    final float[] discount;
    final float[] weight;
    final float[] target;
    final int[] action;
    final float[] gradient;
    final float[] tdError;

    Inputs(long seed, int batch, int actions) {
      SplittableRandom random = new SplittableRandom(seed);
      q = normal(random, batch * actions);
      next = normal(random, batch * actions);
      online = normal(random, batch * actions);
      reward = normal(random, batch);
      target = normal(random, batch);
      discount = new float[batch];
      weight = new float[batch];
      action = new int[batch];
      for (int b = 0; b < batch; b++) {
        discount[b] = random.nextInt(4) == 0 ? 0 : 0.99f;
        weight[b] = (float) random.nextDouble(0.1, 1);
        action[b] = random.nextInt(actions);
      }
      gradient = new float[batch * actions];
      tdError = new float[batch];
    }

    private static float[] normal(SplittableRandom random, int size) {
      float[] values = new float[size];
      for (int i = 0; i < size; i++) {
        values[i] = (float) (2 * random.nextGaussian());
      }
      return values;
    }

    double loss(double kappa, int actions) {
      return QLearning.huberLoss(q, action, target, weight, kappa, actions, gradient, tdError);
    }
  }

  @Property
  void theLossIsZeroExactlyWherePredictionsAreTheirTargets(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 7) int changed) {
    Inputs inputs = new Inputs(seed, 8, 4);
    assertTrue(inputs.loss(1, 4) > 0);
    for (int b = 0; b < 8; b++) {
      inputs.target[b] = inputs.q[b * 4 + inputs.action[b]];
    }
    assertEquals(0, inputs.loss(1, 4));
    assertEquals(0, inputs.loss(Double.POSITIVE_INFINITY, 4));
    inputs.target[changed] = Math.nextUp(inputs.target[changed]);
    assertTrue(inputs.loss(1, 4) > 0);
    assertTrue(inputs.loss(Double.POSITIVE_INFINITY, 4) > 0);
  }

  @Property
  void importanceWeightsScaleLossAndGradient(@ForAll long seed) {
    Inputs inputs = new Inputs(seed, 8, 4);
    double loss = inputs.loss(1, 4);
    float[] gradient = inputs.gradient.clone();
    for (int b = 0; b < 8; b++) {
      inputs.weight[b] *= 4;
    }
    assertEquals(4 * loss, inputs.loss(1, 4));
    for (int i = 0; i < gradient.length; i++) {
      assertEquals(4 * gradient[i], inputs.gradient[i]);
    }
  }

  @Property
  void noGradientIsSteeperThanKappa(@ForAll long seed) {
    Inputs inputs = new Inputs(seed, 8, 4);
    inputs.loss(0.5, 4);
    for (float g : inputs.gradient) {
      assertTrue(Math.abs(g) <= 0.5f / 8 + 1e-7f);
    }
  }

  @Property
  void withALargeKappaTheLossIsHalfTheSquaredError(@ForAll long seed, @ForAll boolean infinite) {
    Inputs inputs = new Inputs(seed, 8, 4);
    double loss = inputs.loss(infinite ? Double.POSITIVE_INFINITY : 1e6, 4);
    double expected = 0;
    for (int b = 0; b < 8; b++) {
      expected += 0.5 * inputs.weight[b] * inputs.tdError[b] * inputs.tdError[b] / 8;
    }
    assertEquals(expected, loss, 1e-5 * (1 + expected));
  }

  @Property
  void doubleTargetsAreNeverAbovePlainOnes(@ForAll long seed) {
    Inputs in = new Inputs(seed, 8, 4);
    float[] plain = new float[8];
    float[] twofold = new float[8];
    QLearning.targets(in.reward, in.discount, in.next, in.next, 4, plain);
    QLearning.targets(in.reward, in.discount, in.online, in.next, 4, twofold);
    for (int b = 0; b < 8; b++) {
      assertTrue(twofold[b] <= plain[b] + 1e-6f);
    }
  }

  @Example
  void theFirstOfEqualActionsIsChosen() {
    float[] target = new float[1];
    float[] selector = {1, 3, 3};
    float[] values = {10, 20, 30};
    QLearning.targets(new float[1], new float[] {1}, selector, values, 3, target);
    assertEquals(20f, target[0]);
  }

  @Property
  void aTerminatedRowsTargetIsItsReward(@ForAll long seed) {
    Inputs in = new Inputs(seed, 8, 4);
    float[] targets = new float[8];
    QLearning.targets(in.reward, new float[8], in.online, in.next, 4, targets);
    assertArrayEquals(in.reward, targets);
  }
}
