package dev.rookery.core.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.core.network.BoundNetwork;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.onnx.Exports;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.settings.SettingsException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class StateNoiseActorTest {

  private static final Space OBSERVATIONS = Space.box(-2, 2, 3);
  private static final Space ACTIONS = Space.box(-1, 1, 2);
  private static final int ENVIRONMENTS = 3;
  private static final int NUMBERS = 2;

  /** What an actor's environments drew in each step, and from which distribution. */
  private static final class Played {
    /** {@code [steps, K, numbers]}, in deviations from the mean. */
    final double[][][] noise;

    Played(int interval, int steps, long seed) {
      noise = new double[steps][ENVIRONMENTS][NUMBERS];
      try (SmallPolicy algorithm =
              SmallPolicy.withStateNoise(OBSERVATIONS, ACTIONS, interval, steps);
          BoundNetwork bound =
              new BoundNetwork(
                  algorithm.network(), Initializers.uniform(algorithm.parameterLayout(), 5));
          Actor actor = algorithm.createActor(new ActorContext(0, 1, ENVIRONMENTS, 100, seed))) {
        VectorStep step = new VectorStep(ENVIRONMENTS, OBSERVATIONS);
        ByteBuffer one = Exports.observations(OBSERVATIONS, 1, 8);
        for (int k = 0; k < ENVIRONMENTS; k++) {
          step.observations().put(k * one.capacity(), one, 0, one.capacity());
        }
        var rows = new PolicyAlgorithmProperties.Rows(algorithm.experienceSchema());
        ByteBuffer chosen = DirectBuffers.allocate(ENVIRONMENTS, ACTIONS.byteSize());
        actor.update(bound.snapshot(1));
        for (int t = 0; t < steps; t++) {
          actor.act(step, chosen, 0);
          step.terminated()[1] = t % 3 == 2;
          actor.observe(step, rows);
        }
        for (int k = 0; k < ENVIRONMENTS; k++) {
          read(rows.floats(k, SegmentSchema.ACTION), rows.floats(k, SegmentSchema.POLICY), k);
        }
      }
    }

    private void read(float[] numbers, float[] policies, int k) {
      for (int t = 0; t < noise.length; t++) {
        for (int j = 0; j < NUMBERS; j++) {
          int policy = t * 2 * NUMBERS + j;
          double distance = (double) numbers[t * NUMBERS + j] - policies[policy];
          noise[t][k][j] = distance / Math.exp(policies[policy + NUMBERS]);
        }
      }
    }
  }

  /** Episodes may end in between. */
  @Test
  void noiseStaysForTheIntervalAndIsAnotherOneForEachEnvironmentAndAfterIt() {
    double[][][] noise = new Played(4, 12, 1).noise;
    for (int t = 0; t < 12; t++) {
      assertNotEquals(noise[t][0][0], noise[t][1][0], 1e-3);
      assertNotEquals(noise[t][0][0], noise[t][0][1], 1e-3);
      for (int k = 0; k < ENVIRONMENTS; k++) {
        if (t % 4 != 0) {
          assertArrayEquals(noise[t - 1][k], noise[t][k]);
        } else if (t > 0) {
          assertNotEquals(noise[t - 1][k][0], noise[t][k][0], 1e-3);
        }
      }
    }
  }

  @Test
  void theSameSeedDrawsTheSameNoise() {
    assertArrayEquals(new Played(4, 12, 1).noise, new Played(4, 12, 1).noise);
    assertNotEquals(new Played(4, 12, 1).noise[0][0][0], new Played(4, 12, 2).noise[0][0][0]);
  }

  /** In deviations that the rows declare, noise has mean 0, variance 1 and no covariance. */
  @Test
  void actionsHaveTheDeclaredMeansAndVariances() {
    int steps = 20_000;
    double[][][] noise = new Played(1, steps, 3).noise;
    double error = 6 / Math.sqrt(steps);
    for (int k = 0; k < ENVIRONMENTS; k++) {
      double[] sum = new double[NUMBERS];
      double[] squares = new double[NUMBERS];
      double product = 0;
      for (int t = 0; t < steps; t++) {
        for (int j = 0; j < NUMBERS; j++) {
          sum[j] += noise[t][k][j] / steps;
          squares[j] += noise[t][k][j] * noise[t][k][j] / steps;
        }
        product += noise[t][k][0] * noise[t][k][1] / steps;
      }
      assertEquals(0, product, error);
      for (int j = 0; j < NUMBERS; j++) {
        assertEquals(0, sum[j], error);
        assertEquals(1, squares[j], error * Math.sqrt(2));
      }
    }
  }

  @Test
  void discreteActionsHaveNoSuchNoise() {
    assertThrows(
        SettingsException.class,
        () -> SmallPolicy.withStateNoise(OBSERVATIONS, Space.discrete(2), 4, 1));
  }
}
