package dev.rookery.a3c;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Device;
import dev.rookery.core.policy.Rollout;
import dev.rookery.core.policy.RolloutStore;
import dev.rookery.environment.Space;
import dev.rookery.experience.SampleBatch;
import dev.rookery.testkit.algorithm.ActingBench;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * One update of A3C against one that is written down here for itself: a network of two towers with
 * one hidden layer each, in float64, its gradient by differences, and RMSProp.
 */
class A3cReferenceTest {

  private static final int ENVIRONMENTS = 3;
  private static final int STEPS = 5;
  private static final int HIDDEN = 4;
  private static final int INPUTS = 2;
  private static final int ACTIONS = 2;
  private static final Space ACTION = Space.discrete(ACTIONS);
  private static final AlgorithmContext CONTEXT =
      new AlgorithmContext("Test-v0", ActingBench.OBSERVATIONS, ACTION, 1);

  private static final A3cConfig CONFIG =
      A3cConfig.defaults()
          .withRolloutSteps(STEPS)
          .withHiddenLayers(List.of(HIDDEN))
          .withEntropyCoefficient(0.1)
          .withValueCoefficient(0.7)
          .withMaximumGradientNorm(0.05)
          .withLearningRate(0.01)
          .withFinalLearningRate(0.01);

  @Test
  void aWorkersStepIsTheReferencesStep() {
    ActorCriticAlgorithm local = new ActorCriticAlgorithm(CONFIG, CONTEXT);
    double[] first = doubles(local.firstValues());
    Rollout rollout = local.createRollout();
    SampleBatch batch = rollout.batch(ENVIRONMENTS * STEPS);
    try (ActingBench bench = new ActingBench(local, ACTION, ENVIRONMENTS, Device.CPU)) {
      bench.play(STEPS);
      rollout.take((RolloutStore) bench.store());
      int[] order = new int[rollout.size()];
      for (int i = 0; i < order.length; i++) {
        order[i] = i;
      }
      rollout.gather(order, 0, batch);
    }
    float[] observations = new float[rollout.size() * INPUTS];
    batch.column(0).asFloatBuffer().get(observations);
    checkForward(first, observations, rollout);

    double[] gradient = gradient(p -> loss(p, observations, rollout), first);
    double norm = 0;
    for (double g : gradient) {
      norm += g * g;
    }
    double scale = CONFIG.maximumGradientNorm() / Math.sqrt(norm);
    assertTrue(scale < 1, "gradients are to be clipped");
    float[] expected = new float[first.length];
    for (int i = 0; i < expected.length; i++) {
      double g = gradient[i] * scale;
      double meanSquare = 0.01 * g * g;
      expected[i] =
          (float) (first[i] - 0.01 * g / Math.sqrt(meanSquare + CONFIG.optimizerEpsilon()));
    }
    try (ActingBench bench =
        new ActingBench(
            new A3cProvider().create(CONFIG, CONTEXT), ACTION, ENVIRONMENTS, Device.CPU)) {
      bench.play(STEPS);
      bench.learn();
      assertEquals(1, bench.learner().steps());
      assertArrayEquals(expected, bench.parameters(), 2e-5f);
    }
  }

  private static void checkForward(double[] p, float[] observations, Rollout rollout) {
    for (int i = 0; i < rollout.size(); i++) {
      double[] logits = tower(p, 0, ACTIONS, observations, i);
      for (int a = 0; a < ACTIONS; a++) {
        assertEquals(logits[a], rollout.policies()[i * ACTIONS + a], 1e-5);
      }
      assertEquals(tower(p, towerSize(ACTIONS), 1, observations, i)[0], rollout.values()[i], 1e-5);
    }
  }

  /** Every episode here has one step, so that a return is a reward. */
  private static double loss(double[] p, float[] observations, Rollout rollout) {
    double sum = 0;
    int size = rollout.size();
    for (int i = 0; i < size; i++) {
      double[] logits = tower(p, 0, ACTIONS, observations, i);
      double value = tower(p, towerSize(ACTIONS), 1, observations, i)[0];
      double normalizer = Math.log(Math.exp(logits[0]) + Math.exp(logits[1]));
      double entropy = 0;
      for (double logit : logits) {
        entropy -= Math.exp(logit - normalizer) * (logit - normalizer);
      }
      double reward = rollout.rewards()[i];
      double advantage = reward - rollout.values()[i];
      double logPi = logits[(int) rollout.actions()[i]] - normalizer;
      sum -= logPi * advantage;
      sum -= CONFIG.entropyCoefficient() * entropy;
      sum += CONFIG.valueCoefficient() * 0.5 * (reward - value) * (reward - value);
    }
    return sum / size;
  }

  private static int towerSize(int outputs) {
    return HIDDEN * INPUTS + HIDDEN + outputs * HIDDEN + outputs;
  }

  private static double[] tower(double[] p, int from, int outputs, float[] observations, int i) {
    double[] hidden = new double[HIDDEN];
    int bias = from + HIDDEN * INPUTS;
    for (int h = 0; h < HIDDEN; h++) {
      double x = p[bias + h];
      for (int j = 0; j < INPUTS; j++) {
        x += p[from + h * INPUTS + j] * observations[i * INPUTS + j];
      }
      hidden[h] = Math.tanh(x);
    }
    double[] result = new double[outputs];
    int weight = bias + HIDDEN;
    for (int o = 0; o < outputs; o++) {
      result[o] = p[weight + outputs * HIDDEN + o];
      for (int h = 0; h < HIDDEN; h++) {
        result[o] += p[weight + o * HIDDEN + h] * hidden[h];
      }
    }
    return result;
  }

  private static double[] gradient(ToDoubleFunction<double[]> function, double[] at) {
    double[] gradient = new double[at.length];
    double[] moved = at.clone();
    for (int i = 0; i < at.length; i++) {
      moved[i] = at[i] + 1e-5;
      double above = function.applyAsDouble(moved);
      moved[i] = at[i] - 1e-5;
      gradient[i] = (above - function.applyAsDouble(moved)) / 2e-5;
      moved[i] = at[i];
    }
    return gradient;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
