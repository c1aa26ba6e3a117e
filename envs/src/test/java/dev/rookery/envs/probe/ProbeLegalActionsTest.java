package dev.rookery.envs.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.environment.ActionMask;
import dev.rookery.environment.SerialVectorEnvironment;
import dev.rookery.environment.VectorStep;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Q-learning with a table finds the values that the probe's Javadoc calls right. */
class ProbeLegalActionsTest {

  private static final int ACTIONS = 4;
  private static final int LENGTH = 5;
  private static final double GAMMA = 0.9;

  /** {@code (0 · 1 + 1/3 · 2 + 2/3 · 4 + 1 · 8) / 15} */
  private static final double BEST_LEGAL = (2 / 3.0 + 8 / 3.0 + 8) / 15;

  @Test
  void aLearnerThatBootstrapsFromLegalActionsFindsTheRightValues() {
    double[][] values = learn(true);
    for (int t = 0; t < LENGTH; t++) {
      for (int a = 0; a < ACTIONS; a++) {
        assertEquals(
            rightValue(BEST_LEGAL, t, a), values[t][a], 0.05, "after %s steps".formatted(t));
      }
    }
    assertTrue(greedyReturn(values) > 3.5, "solved");
  }

  @Test
  void aLearnerThatBootstrapsFromIllegalActionsTooLearnsMore() {
    double[][] values = learn(false);
    for (int a = 0; a < ACTIONS; a++) {
      assertEquals(rightValue(1, 0, a), values[0][a], 0.05);
    }
  }

  private static double rightValue(double best, int taken, int action) {
    double value = action / (ACTIONS - 1.0);
    for (int later = 1; later < LENGTH - taken; later++) {
      value += best * Math.pow(GAMMA, later);
    }
    return value;
  }

  private static SerialVectorEnvironment environment() {
    ProbeLegalActions.Settings settings = new ProbeLegalActions.Provider().defaultSettings();
    assertEquals(new ProbeLegalActions.Settings(ACTIONS, LENGTH, true), settings);
    return new SerialVectorEnvironment("Probe", List.of(new ProbeLegalActions(settings)), 1);
  }

  /** Values after each number of steps, {@code [length, actions]}, learned from random play. */
  private static double[][] learn(boolean legalOnly) {
    double[][] values = new double[LENGTH][ACTIONS];
    int[][] visits = new int[LENGTH][ACTIONS];
    SplittableRandom random = new SplittableRandom(1);
    SerialVectorEnvironment environment = environment();
    VectorStep step = VectorStep.of(environment);
    ActionMask mask = new ActionMask(environment.actionSpace());
    ByteBuffer action = DirectBuffers.allocate(Integer.BYTES);
    environment.reset(step);
    for (int i = 0; i < 200_000; i++) {
      int t = i % LENGTH;
      mask.wrap(step.actionMasks(), 0);
      int chosen = mask.legal(0, random.nextInt(mask.legalCount(0)));
      environment.step(action.putInt(0, chosen), step);
      double target = step.rewards()[0];
      if (!step.terminated()[0]) {
        mask.wrap(step.nextActionMasks(), 0);
        if (!legalOnly) {
          mask.setAll(true);
        }
        target += GAMMA * values[t + 1][best(values[t + 1], mask)];
      }
      // A rate above 1 / n soon forgets early targets, whose later values were still wrong.
      double rate = 10.0 / (10 + visits[t][chosen]++);
      values[t][chosen] += rate * (target - values[t][chosen]);
    }
    return values;
  }

  private static double greedyReturn(double[][] values) {
    SerialVectorEnvironment environment = environment();
    VectorStep step = VectorStep.of(environment);
    ByteBuffer action = DirectBuffers.allocate(Integer.BYTES);
    environment.reset(step);
    double sum = 0;
    for (int i = 0; i < 100 * LENGTH; i++) {
      environment.step(action.putInt(0, best(values[i % LENGTH], step.actionMask(0))), step);
      sum += step.rewards()[0];
    }
    return sum / 100;
  }

  private static int best(double[] values, ActionMask mask) {
    int best = mask.legal(0, 0);
    for (int a = best; a < ACTIONS; a++) {
      best = mask.isLegal(a) && values[a] > values[best] ? a : best;
    }
    return best;
  }
}
