package dev.rookery.core.continuous;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.algorithm.Device;
import dev.rookery.core.engine.TensorMemory;
import dev.rookery.core.engine.TorchEngine;
import dev.rookery.core.network.Activation;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.parameters.ParameterArena;
import dev.rookery.core.parameters.ParameterRange;
import dev.rookery.environment.Space;
import dev.rookery.parameters.ParameterLayout;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ActorCriticPairTest {

  private static final float STEP = 1f / 128;

  private ActorCriticPair networks;
  private NDManager manager;
  private NDArray[] observation;
  private NDArray action;
  private NDArray ones;

  private static ActorCritic network() {
    return new ActorCritic(Space.box(-1, 1, 3), 2, Activation.TANH, List.of(5), List.of(4));
  }

  @BeforeEach
  void makeNetworks() {
    ParameterLayout layout = network().parameterLayout();
    networks =
        new ActorCriticPair(
            ActorCriticPairTest::network,
            Initializers.uniform(layout, 3),
            TensorMemory.of(Device.CPU));
    networks.target().arena().write(Initializers.uniform(layout, 4));
    manager = TorchEngine.newManager();
    float[] numbers = {0.3f, -0.7f, 0.9f, -0.1f, 0.5f, 0.2f};
    observation = new NDArray[] {manager.create(numbers).reshape(2, 3)};
    action = manager.create(new float[] {0.4f, -0.6f, -1, 1}).reshape(2, 2);
    ones = manager.ones(new Shape(2, 1));
  }

  @AfterEach
  void close() {
    manager.close();
    networks.close();
  }

  private float[] gradients(NDArray value) {
    TorchEngine.backward(value, ones);
    float[] gradients = new float[networks.online().arena().size()];
    networks.online().arena().takeGradients(gradients);
    return gradients;
  }

  /** Slopes of the sum of {@code value} along each online parameter. */
  private float[] slopes(Supplier<NDArray> value) {
    ParameterArena arena = networks.online().arena();
    float[] parameters = new float[arena.size()];
    arena.read(parameters);
    float[] slopes = new float[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      float[] moved = parameters.clone();
      moved[i] += STEP;
      arena.write(moved);
      double above = value.get().sum().getFloat();
      moved[i] -= 2 * STEP;
      arena.write(moved);
      slopes[i] = (float) ((above - value.get().sum().getFloat()) / (2 * STEP));
    }
    arena.write(parameters);
    return slopes;
  }

  @Test
  void theCriticsGradientIsThatOfFiniteDifferences() {
    float[] expected = slopes(() -> networks.value(observation, action));
    assertArrayEquals(expected, gradients(networks.value(observation, action)), 1e-3f);
    assertEquals(0, sumOfSizes(ParameterRange.of(layout(), "policy"), expected));
  }

  @Test
  void thePolicysGradientGoesThroughTheCriticAndLeavesNothingThere() {
    ParameterRange policy = ParameterRange.of(layout(), "policy");
    ParameterRange critic = ParameterRange.of(layout(), "critic");
    float[] expected = slopes(() -> networks.policyValue(observation));
    float[] gradients = gradients(networks.policyValue(observation));
    assertArrayEquals(
        Arrays.copyOf(expected, policy.size()), Arrays.copyOf(gradients, policy.size()), 1e-3f);
    assertEquals(0, sumOfSizes(critic, gradients));
    // The critic's parameters do matter for the value: only the gradient is kept from them.
    assertTrue(sumOfSizes(critic, expected) > 0.1);
    assertTrue(sumOfSizes(policy, expected) > 0.01);
  }

  @Test
  void bothGradientsAddUpSideBySide() {
    float[] ofCritic = gradients(networks.value(observation, action));
    float[] ofPolicy = gradients(networks.policyValue(observation));
    TorchEngine.backward(networks.value(observation, action), ones);
    float[] both = gradients(networks.policyValue(observation));
    for (int i = 0; i < both.length; i++) {
      assertEquals(ofCritic[i] + ofPolicy[i], both[i], 1e-5f);
    }
  }

  @Test
  void targetsDependOnTheTargetNetworksAlone() {
    float[] before = networks.targetValue(observation).toFloatArray();
    networks.online().arena().write(Initializers.uniform(layout(), 9));
    assertArrayEquals(before, networks.targetValue(observation).toFloatArray());
    networks.online().arena().write(Initializers.uniform(layout(), 4));
    assertArrayEquals(before, networks.policyValue(observation).toFloatArray(), 1e-5f);
  }

  private ParameterLayout layout() {
    return networks.online().arena().layout();
  }

  private static double sumOfSizes(ParameterRange range, float[] values) {
    double sum = 0;
    for (int i = range.offset(); i < range.offset() + range.size(); i++) {
      sum += Math.abs(values[i]);
    }
    return sum;
  }
}
