package dev.rookery.core.parameters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.algorithm.Device;
import dev.rookery.core.engine.TensorMemory;
import dev.rookery.core.engine.TorchEngine;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.network.Constant;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.network.LinearHead;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.core.optimizer.Adam;
import dev.rookery.core.optimizer.GradientDescent;
import dev.rookery.core.schedule.Schedule;
import dev.rookery.environment.Space;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Entries of an arena that are not trained: copied by all that copies, moved by nothing else. */
class ConstantsTest {

  private static final int TRAINED = 8;
  private static final float[] FIRST = {7, 8, 9};

  static Stream<Device> devices() {
    return Stream.of(Device.CPU, Device.STAGED_CPU);
  }

  private static Network network() {
    return NetworkSpec.forObservations(Space.box(-1, 1, 3))
        .withHeads(new LinearHead("y", 2))
        .withConstants(new Constant("atoms", List.of(7f, 8f)), new Constant("scale", List.of(9f)))
        .build();
  }

  private static TrainableNetwork network(boolean trainable, Device device, long seed) {
    Network network = network();
    TrainableNetwork bound = new TrainableNetwork(network, trainable, TensorMemory.of(device));
    bound.arena().write(Initializers.firstValues(network, seed));
    return bound;
  }

  private static float[] values(ParameterArena arena) {
    float[] values = new float[arena.size()];
    arena.read(values);
    return values;
  }

  private static float[] constants(ParameterArena arena) {
    return Arrays.copyOfRange(values(arena), TRAINED, TRAINED + FIRST.length);
  }

  @Test
  void theyComeLastInTheLayoutWithTheirFirstValues() {
    ParameterLayout layout = network().parameterLayout();
    assertEquals(
        List.of("y.weight true", "y.bias true", "atoms false", "scale false"),
        layout.entries().stream().map(e -> e.name() + " " + e.trained()).toList());
    assertEquals(TRAINED, layout.trainedSize());
    assertEquals(new ParameterRange(0, TRAINED), ParameterRange.trained(layout));
    assertEquals(new ParameterRange(TRAINED, 3), ParameterRange.constants(layout));
    float[] values = Initializers.firstValues(network(), 1);
    assertArrayEquals(FIRST, Arrays.copyOfRange(values, TRAINED, values.length));
  }

  @ParameterizedTest
  @MethodSource("devices")
  void theyAreWrittenByNameAlone(Device device) {
    try (TrainableNetwork network = network(true, device, 1)) {
      ParameterArena arena = network.arena();
      float[] before = values(arena);
      arena.writeConstant("atoms", new float[] {1, 2});
      assertArrayEquals(new float[] {1, 2, 9}, constants(arena));
      assertArrayEquals(Arrays.copyOf(before, TRAINED), Arrays.copyOf(values(arena), TRAINED));
      for (String name : List.of("scale", "y.bias", "none")) {
        String message =
            assertThrows(
                    IllegalArgumentException.class, () -> arena.writeConstant(name, new float[2]))
                .getMessage();
        assertEquals(
            name.equals("scale")
                ? "the constant scale has 1 numbers, not 2"
                : "no constant is called " + name,
            message);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("devices")
  void aStepOfPolyakAveragingCopiesThem(Device device) {
    try (TrainableNetwork online = network(true, device, 1);
        TrainableNetwork target = network(false, device, 2)) {
      float[] before = values(target.arena());
      online.arena().writeConstant("atoms", new float[] {1, 2});
      target.arena().moveTowards(online.arena(), 0.25f);
      assertArrayEquals(new float[] {1, 2, 9}, constants(target.arena()));
      float first = values(online.arena())[0];
      assertEquals(before[0] + 0.25f * (first - before[0]), values(target.arena())[0], 1e-6);
    }
  }

  @ParameterizedTest
  @MethodSource("devices")
  void anAverageHasTheLatestOnes(Device device) {
    try (TrainableNetwork network = network(true, device, 1)) {
      ParameterAverage average = new ParameterAverage(network.arena(), 100);
      float[] before = values(network.arena());
      network.arena().write(new float[before.length]);
      network.arena().writeConstant("scale", new float[] {5});
      ByteBuffer copy = DirectBuffers.allocate(before.length, Float.BYTES);
      average.copyTo(copy);
      assertEquals(0, copy.remaining());
      float[] published = new float[before.length];
      copy.flip().asFloatBuffer().get(published);
      float[] expected = before.clone();
      expected[TRAINED] = 0;
      expected[TRAINED + 1] = 0;
      expected[TRAINED + 2] = 5;
      assertArrayEquals(expected, published);
    }
  }

  @ParameterizedTest
  @MethodSource("devices")
  void gradientDescentDoesNotMoveThem(Device device) {
    try (TrainableNetwork network = network(true, device, 1);
        NDManager manager = TorchEngine.newManager()) {
      ParameterArena arena = network.arena();
      GradientDescent descent =
          new GradientDescent(
              arena, new Adam(TRAINED, 1e-8), Schedule.constant(0.1), Double.POSITIVE_INFINITY);
      arena.writeConstant("scale", new float[] {5}); // after the descent has read the values
      float[] before = values(arena);
      NDArray y = network.forwardRecording(manager.ones(new Shape(4, 3)));
      TorchEngine.backward(y, manager.ones(y.getShape()));
      descent.step();
      float[] after = values(arena);
      for (int i = 0; i < TRAINED; i++) {
        assertTrue(Math.abs(before[i] - after[i]) > 0.05, "parameter " + i);
      }
      assertArrayEquals(new float[] {7, 8, 5}, constants(arena));
    }
  }
}
