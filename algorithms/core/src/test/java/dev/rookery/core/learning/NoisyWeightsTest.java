package dev.rookery.core.learning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.Device;
import dev.rookery.core.engine.TensorMemory;
import dev.rookery.core.network.Constant;
import dev.rookery.core.network.DuelingHead;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.core.parameters.ParameterRange;
import dev.rookery.environment.Space;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Noise in composed weights is what noise as an input of the engine's noisy layers is. */
class NoisyWeightsTest {

  private static final int ROWS = 5;
  private static final int NUMBERS = 3;
  private static final float TOLERANCE = 1e-6f;

  private static Network network() {
    return NetworkSpec.forObservations(Space.box(-1, 1, NUMBERS))
        .withHidden(List.of(7, 6))
        .withNoise(0.5)
        .withHeads(new DuelingHead("y", 2, 4, 5))
        .withConstants(new Constant("atoms", List.of(7f, 8f)))
        .build();
  }

  /** A network, and passes over the same observations. */
  private static final class Passes implements AutoCloseable {

    final TrainableNetwork network;
    final LearnerTensors tensors;
    final ForwardPass first;
    final ForwardPass second;
    final int trained;

    Passes(Device device) {
      Network description = network();
      network = new TrainableNetwork(network(), true, TensorMemory.of(device));
      network.arena().write(Initializers.firstValues(description, 3));
      trained = network.arena().layout().trainedSize();
      tensors = new LearnerTensors(network.arena().memory());
      LearnerTensors.Input observation = tensors.floats(ROWS, NUMBERS);
      float[] values = new float[ROWS * NUMBERS];
      SplittableRandom random = new SplittableRandom(4);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextDouble(-1, 1);
      }
      observation.write(values);
      first = pass(description, observation);
      second = pass(description, observation);
    }

    private ForwardPass pass(Network description, LearnerTensors.Input observation) {
      return new ForwardPass(description, network, tensors, ROWS, List.of(observation), List.of());
    }

    /** Outputs of both passes, then gradients of both together, for one draw. */
    float[][] update(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      first.draw(random);
      second.draw(random);
      float[][] all = new float[3][];
      try (LearnerTensors.Scratch scratch = tensors.begin()) {
        all[0] = first.record(scratch).clone();
        all[1] = second.record(scratch).clone();
        for (ForwardPass pass : List.of(first, second)) {
          float[] gradient = new float[all[0].length];
          for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (float) random.nextDouble(-1, 1);
          }
          pass.backward(scratch, gradient);
        }
      }
      all[2] = new float[trained];
      network.arena().takeGradients(all[2]);
      return all;
    }

    /** Moves the parameters, as an optimizer does. */
    void move() {
      float[] values = new float[trained];
      ParameterRange range = ParameterRange.trained(network.arena().layout());
      network.arena().read(range, values);
      for (int i = 0; i < trained; i++) {
        values[i] += 0.01f * (i % 7 - 3);
      }
      network.arena().write(range, values);
    }

    @Override
    public void close() {
      first.close();
      second.close();
      tensors.close();
      network.close();
    }
  }

  @Test
  void outputsAndGradientsAreThoseOfNoisyLayers() {
    try (Passes composed = new Passes(Device.CPU);
        Passes engine = new Passes(Device.STAGED_CPU)) {
      for (int update = 0; update < 5; update++) {
        float[][] expected = engine.update(update);
        float[][] actual = composed.update(update);
        for (int i = 0; i < expected.length; i++) {
          assertArrayEquals(expected[i], actual[i], TOLERANCE);
        }
        engine.move();
        composed.move();
      }
    }
  }

  @Test
  void gradientsAreClearedAsTheyAreTaken() {
    try (Passes composed = new Passes(Device.CPU)) {
      float[] once = composed.update(1)[2];
      assertTrue(once[0] != 0);
      float[] nothing = new float[composed.trained];
      composed.network.arena().takeGradients(nothing);
      assertArrayEquals(new float[composed.trained], nothing, 0);
      assertArrayEquals(once, composed.update(1)[2], 0);
    }
  }

  @Test
  void gradientsOfOnePartAloneAreRefused() {
    try (Passes composed = new Passes(Device.CPU)) {
      composed.update(1);
      ParameterRange part = ParameterRange.of(composed.network.arena().layout(), "hidden0");
      assertThrows(
          IllegalStateException.class,
          () -> composed.network.arena().takeGradients(part, new float[part.size()]));
    }
  }
}
