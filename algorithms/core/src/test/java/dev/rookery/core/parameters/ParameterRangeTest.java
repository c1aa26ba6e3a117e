package dev.rookery.core.parameters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rookery.core.continuous.ActorCritic;
import dev.rookery.core.engine.TorchEngine;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.network.Activation;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.optimizer.Adam;
import dev.rookery.core.optimizer.GradientDescent;
import dev.rookery.core.schedule.Schedule;
import dev.rookery.environment.Space;
import dev.rookery.parameters.ParameterLayout;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterRangeTest {

  private static ActorCritic network(int hidden) {
    return new ActorCritic(
        Space.box(-1, 1, 2), 1, Activation.TANH, List.of(hidden), List.of(hidden));
  }

  private static float[] read(TrainableNetwork network) {
    float[] values = new float[network.arena().size()];
    network.arena().read(values);
    return values;
  }

  @Test
  void aPartsParametersLieSideBySide() {
    ParameterLayout layout = network(3).parameterLayout();
    // 2 x 3 + 3 + 3 + 1 and, with the action, 3 x 3 + 3 + 3 + 1
    assertEquals(new ParameterRange(0, 13), ParameterRange.of(layout, "policy"));
    assertEquals(new ParameterRange(13, 16), ParameterRange.of(layout, "critic"));
    assertEquals(new ParameterRange(0, 29), ParameterRange.all(layout));
    assertThrows(IllegalArgumentException.class, () -> ParameterRange.of(layout, "crit"));
  }

  @Test
  void partsWithOthersBetweenThemAreRefused() {
    ParameterLayout layout =
        new ParameterLayout(
            List.of(
                new ParameterLayout.Entry("a.x", List.of(1L), 0, 1),
                new ParameterLayout.Entry("b.x", List.of(1L), 1, 1),
                new ParameterLayout.Entry("a.y", List.of(1L), 2, 1)));
    assertThrows(IllegalArgumentException.class, () -> ParameterRange.of(layout, "a"));
  }

  @Test
  void anOptimizerOfARangeMovesNothingElseAndLeavesTheOthersGradients() {
    ActorCritic block = network(3);
    try (TrainableNetwork network = new TrainableNetwork(block, true);
        NDManager manager = TorchEngine.newManager()) {
      ParameterArena arena = network.arena();
      arena.write(Initializers.uniform(arena.layout(), 1));
      ParameterRange critic = ParameterRange.of(arena.layout(), "critic");
      ParameterRange policy = ParameterRange.of(arena.layout(), "policy");
      GradientDescent descent =
          new GradientDescent(
              arena,
              critic,
              new Adam(critic.size(), 1e-8),
              Schedule.constant(0.1),
              Double.POSITIVE_INFINITY);
      float[] before = read(network);
      NDArray observation = manager.create(new float[] {0.5f, -0.5f}).reshape(1, 2);
      NDArray action = network.forwardRecording(block.policy(), observation);
      NDArray value = network.forwardRecording(block.critic(), observation, action);
      TorchEngine.backward(value, manager.ones(value.getShape()));
      descent.step();
      float[] after = read(network);
      assertArrayEquals(Arrays.copyOf(before, 13), Arrays.copyOf(after, 13));
      // The last bias has the gradient 1; Adam's first step is the learning rate.
      assertEquals(before[28] - 0.1f, after[28], 1e-6f);
      float[] left = new float[29];
      arena.takeGradients(left);
      assertArrayEquals(new float[16], Arrays.copyOfRange(left, 13, 29));
      float[] none = new float[13];
      arena.takeGradients(policy, none);
      assertArrayEquals(new float[13], none);
      assertFalse(Arrays.equals(new float[13], Arrays.copyOf(left, 13)));
    }
  }

  @Test
  void whoBorrowsParametersSeesThemAndLeavesNoGradients() {
    ActorCritic block = network(3);
    ActorCritic alike = network(3);
    try (TrainableNetwork network = new TrainableNetwork(block, true);
        TrainableNetwork borrower = new TrainableNetwork(alike, network);
        NDManager manager = TorchEngine.newManager()) {
      NDArray observation = manager.create(new float[] {0.5f, -0.5f}).reshape(1, 2);
      for (int seed = 1; seed < 4; seed++) {
        network.arena().write(Initializers.uniform(network.arena().layout(), seed));
        NDArray action = network.forwardRecording(block.policy(), observation);
        NDArray value = borrower.forwardRecording(alike.critic(), observation, action);
        assertArrayEquals(
            network.forward(block.critic(), observation, action).toFloatArray(),
            value.toFloatArray(),
            1e-5f);
        TorchEngine.backward(value, manager.ones(value.getShape()));
        float[] gradients = new float[29];
        network.arena().takeGradients(gradients);
        assertArrayEquals(new float[16], Arrays.copyOfRange(gradients, 13, 29));
        assertFalse(Arrays.equals(new float[13], Arrays.copyOf(gradients, 13)));
      }
      assertThrows(IllegalArgumentException.class, () -> new TrainableNetwork(network(4), network));
    }
  }
}
