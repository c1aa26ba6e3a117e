package dev.rookery.core.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.testkit.checkpoint.MemoryState;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizersTest {

  @Test
  void adamFollowsPyTorchsFormulaStepByStep() {
    Adam adam = new Adam(1, 0.9, 0.999, 1.5e-4);
    float[] p = {1};
    double expected = 1;
    double m = 0;
    double v = 0;
    double[] gradients = {0.5, -0.3, 0.001, 2};
    for (int t = 1; t <= gradients.length; t++) {
      double g = gradients[t - 1];
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      double mHat = m / (1 - Math.pow(0.9, t));
      double vHat = v / (1 - Math.pow(0.999, t));
      expected -= 0.01 * mHat / (Math.sqrt(vHat) + 1.5e-4);
      adam.step(p, new float[] {(float) g}, 1, 0.01);
      assertEquals(expected, p[0], 1e-6, "step " + t);
    }
  }

  @Test
  void adamsFirstStepHasTheLengthOfTheLearningRate() {
    // m = 0.1 g, v = 0.001 g²; corrected: mHat = g, vHat = g²; so the step is lr * g / |g|.
    float[] p = {0, 0};
    new Adam(2, 1e-12).step(p, new float[] {7, -1e-4f}, 1, 0.01);
    assertArrayEquals(new float[] {-0.01f, 0.01f}, p, 1e-6f);
  }

  @Test
  void plainRmsPropPutsEpsilonOutsideTheRoot() {
    // s = 0.1 * 2² = 0.4; step = 0.01 * 2 / (sqrt(0.4) + 0.5)
    float[] p = {1};
    new RmsProp(1, RmsProp.Form.PLAIN, 0.9, 0.5).step(p, new float[] {2}, 1, 0.01);
    assertEquals(1 - 0.02 / (Math.sqrt(0.4) + 0.5), p[0], 1e-7);
  }

  @Test
  void sharedRmsPropPutsEpsilonInsideTheRoot() {
    // s = 0.01 * 3² = 0.09; step = 0.1 * 3 / sqrt(0.09 + 0.1)
    float[] p = {1};
    new RmsProp(1, RmsProp.Form.EPSILON_IN_ROOT, 0.99, 0.1).step(p, new float[] {3}, 1, 0.1);
    assertEquals(1 - 0.3 / Math.sqrt(0.19), p[0], 1e-6);
  }

  @Test
  void centeredRmsPropTakesTheSquaredMeanOff() {
    // s = 0.05 * 4 = 0.2; mean = 0.05 * 2 = 0.1; step = 0.1 * 2 / sqrt(0.2 - 0.01 + 0.01)
    float[] p = {1};
    new RmsProp(1, RmsProp.Form.CENTERED, 0.95, 0.01).step(p, new float[] {2}, 1, 0.1);
    assertEquals(1 - 0.2 / Math.sqrt(0.2), p[0], 1e-6);
  }

  static List<IntFunction<Optimizer>> optimizers() {
    return List.of(
        size -> new Adam(size, 1e-8),
        size -> new RmsProp(size, RmsProp.Form.PLAIN, 0.99, 1e-5),
        size -> new RmsProp(size, RmsProp.Form.EPSILON_IN_ROOT, 0.99, 1e-2),
        size -> new RmsProp(size, RmsProp.Form.CENTERED, 0.95, 1e-2));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void theScaleMultipliesTheGradients(IntFunction<Optimizer> make) {
    float[] scaled = {1, 2, 3};
    float[] plain = {1, 2, 3};
    make.apply(3).step(scaled, new float[] {4, -8, 0.5f}, 0.25f, 0.1);
    make.apply(3).step(plain, new float[] {1, -2, 0.125f}, 1, 0.1);
    assertArrayEquals(plain, scaled);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void theMinimumOfABowlIsFound(IntFunction<Optimizer> make) {
    float[] p = {3, -2, 5, 0.5f};
    Optimizer optimizer = make.apply(4);
    for (int i = 0; i < 4000; i++) {
      optimizer.step(p, p.clone(), 1, 0.01);
    }
    for (float x : p) {
      assertTrue(Math.abs(x) < 0.02, "ended at " + x);
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aLoadedOptimizerGoesOnAsIfNothingHadHappened(IntFunction<Optimizer> make) {
    SplittableRandom random = new SplittableRandom(3);
    Optimizer first = make.apply(5);
    float[] p = {1, 2, 3, 4, 5};
    for (int i = 0; i < 10; i++) {
      first.step(p, gradients(random), 1, 0.01);
    }
    MemoryState state = new MemoryState();
    first.save(state);
    Optimizer second = make.apply(5);
    second.load(state);
    float[] q = p.clone();
    float[] g = gradients(random);
    first.step(p, g, 1, 0.01);
    second.step(q, g, 1, 0.01);
    assertArrayEquals(p, q);
  }

  private static float[] gradients(SplittableRandom random) {
    float[] g = new float[5];
    for (int i = 0; i < g.length; i++) {
      g[i] = (float) random.nextGaussian();
    }
    return g;
  }
}
