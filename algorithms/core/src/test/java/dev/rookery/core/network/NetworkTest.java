package dev.rookery.core.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import dev.rookery.core.engine.TorchEngine;
import dev.rookery.environment.Space;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {

  /** A network of one linear layer that hands the features through. */
  private static float[] features(Space space, ByteBuffer observations, int batch, int features) {
    Network network =
        NetworkSpec.forObservations(space)
            .withConvolutions(List.of())
            .withHeads(new LinearHead("same", features))
            .build();
    float[] identity = new float[features * features + features];
    for (int i = 0; i < features; i++) {
      identity[i * features + i] = 1;
    }
    try (BoundNetwork bound = new BoundNetwork(network, identity)) {
      return bound.forward(space, observations, batch)[0];
    }
  }

  @Test
  void discreteObservationsBecomeOneHot() {
    ByteBuffer two = DirectBuffers.allocate(8).putInt(0, 2).putInt(4, 0);
    assertArrayEquals(new float[] {0, 0, 1, 1, 0, 0}, features(Space.discrete(3), two, 2, 3));
  }

  @Test
  void multiDiscreteObservationsBecomeOneHotOneAfterTheOther() {
    ByteBuffer two =
        DirectBuffers.allocate(16).putInt(0, 1).putInt(4, 2).putInt(8, 0).putInt(12, 0);
    assertArrayEquals(
        new float[] {0, 1, 0, 0, 1, 1, 0, 1, 0, 0}, features(Space.multiDiscrete(2, 3), two, 2, 5));
  }

  @Test
  void floatsStayAsTheyAre() {
    ByteBuffer one = DirectBuffers.allocate(16);
    one.asFloatBuffer().put(new float[] {1, -2, 3, 1e6f});
    assertArrayEquals(
        new float[] {1, -2, 3, 1e6f}, features(Space.box(-1e9, 1e9, 2, 2), one, 1, 4));
  }

  @Test
  void bytesAreDividedByTheirHighBound() {
    ByteBuffer one =
        DirectBuffers.allocate(4).put(0, (byte) 255).put(1, (byte) 51).put(3, (byte) 1);
    assertArrayEquals(
        new float[] {1, 0.2f, 0, 1 / 255f}, features(Space.image(1, 2, 2, 255), one, 1, 4), 1e-6f);
    assertArrayEquals(new float[] {255, 51, 0, 1}, features(Space.image(1, 2, 2, 1), one, 1, 4), 0);
  }

  @Test
  void channelsComeFirstInConvolutions() {
    Space space = Space.image(2, 2, 2, 1);
    Network network =
        NetworkSpec.forObservations(space)
            .withConvolutions(List.of(new Convolution(1, 2, 1)))
            .withHeads(new LinearHead("same", 1))
            .build();
    // [filter, channel, row, column]: channel 0 counts 1, 2, 4, 8 and channel 1 counts 16, …
    float[] weights = {1, 2, 4, 8, 16, 32, 64, 128, /* bias */ 0, /* head */ 1, 0};
    ByteBuffer one = DirectBuffers.allocate(8).put(2, (byte) 1).put(5, (byte) 1);
    // Byte 2 is row 0, column 1, channel 0; byte 5 is row 1, column 0, channel 1.
    try (BoundNetwork bound = new BoundNetwork(network, weights)) {
      assertArrayEquals(new float[] {2 + 64}, bound.forward(space, one, 1)[0], 1e-3f);
    }
  }

  @Test
  void featuresOfPartsLieSideBySideInTheirOrder() {
    Space space = Space.dict("byte", Space.image(1, 1, 1, 1)).and("gear", Space.discrete(2));
    ByteBuffer two = DirectBuffers.allocate(16).put(0, (byte) 7).putInt(4, 1);
    two.put(8, (byte) 9).putInt(12, 0);
    assertArrayEquals(new float[] {7, 0, 1, 9, 1, 0}, features(space, two, 2, 3));
  }

  @Test
  void gradientsReachTheParametersOfEveryPart() {
    Network network =
        NetworkSpec.forObservations(
                Space.dict("left", Space.image(6, 6, 2, 255))
                    .and("right", Space.image(5, 4, 1, 1))
                    .and("speed", Space.box(-1, 1, 2)))
            .withHidden(List.of(8))
            .withHeads(new LinearHead("q", 3))
            .build();
    Shape[] shapes = {new Shape(5, 6, 6, 2), new Shape(5, 5, 4, 1), new Shape(5, 2)};
    try (NDManager manager = TorchEngine.newManager()) {
      network.initialize(manager, DataType.FLOAT32, shapes);
      NDList inputs = new NDList();
      for (Shape shape : shapes) {
        NDArray ones = manager.ones(shape);
        inputs.add(shape.dimension() == 4 ? ones.toType(DataType.UINT8, false) : ones);
      }
      ParameterStore store = new ParameterStore(manager, false);
      NDArray q = TorchEngine.recording(true, () -> network.forward(store, inputs, true)).head();
      TorchEngine.backward(q, manager.ones(q.getShape()));
      assertEquals(8, network.namedParameters().size());
      network
          .namedParameters()
          .forEach((name, parameter) -> assertTrue(parameter.getArray().hasGradient(), name));
    }
  }

  @Test
  void advantagesAreTakenRelativeToTheirMean() {
    Space space = Space.box(-1, 1, 1);
    Network network =
        NetworkSpec.forObservations(space).withHeads(new DuelingHead("q", 3, 0)).build();
    // V = 10 x; A = (1, 2, 6), whose mean is 3.
    float[] weights = {10, 0, /* advantage */ 0, 0, 0, 1, 2, 6};
    ByteBuffer one = DirectBuffers.allocate(4).putFloat(0, 0.5f);
    try (BoundNetwork bound = new BoundNetwork(network, weights)) {
      assertArrayEquals(new float[] {3, 4, 8}, bound.forward(space, one, 1)[0], 1e-5f);
    }
  }

  @Test
  void severalHeadsGiveSeveralOutputsInOrder() {
    Space space = Space.box(-1, 1, 2);
    Network network =
        NetworkSpec.forObservations(space)
            .withActivation(Activation.TANH)
            .withHidden(List.of(4))
            .withHeads(new LinearHead("policy", 3), new LinearHead("value", 1))
            .build();
    try (BoundNetwork bound = BoundNetwork.random(network, 3)) {
      float[][] outputs = bound.forward(space, DirectBuffers.allocate(16), 2);
      assertEquals(2, outputs.length);
      assertEquals(6, outputs[0].length);
      assertEquals(2, outputs[1].length);
    }
  }

  @Test
  void gradientsReachEveryParameter() {
    Space space = Space.image(6, 6, 2, 255);
    Network network =
        NetworkSpec.forObservations(space)
            .withHidden(List.of(8))
            .withHeads(new DuelingHead("q", 3, 4))
            .build();
    try (NDManager manager = TorchEngine.newManager()) {
      network.initialize(manager, DataType.FLOAT32, new Shape(5, 6, 6, 2));
      NDList x = new NDList(manager.ones(new Shape(5, 6, 6, 2)).toType(DataType.UINT8, false));
      ParameterStore store = new ParameterStore(manager, false);
      NDArray q = TorchEngine.recording(true, () -> network.forward(store, x, true)).head();
      TorchEngine.backward(q, manager.ones(q.getShape()));
      network
          .namedParameters()
          .forEach((name, parameter) -> assertTrue(parameter.getArray().hasGradient(), name));
    }
  }

  @Test
  void boundParametersLiveInTheGivenMemory() {
    Network network =
        NetworkSpec.forObservations(Space.box(-1, 1, 2)).withHeads(new LinearHead("v", 1)).build();
    Parameter bias = network.namedParameters().get("v.bias");
    try (NDManager manager = TorchEngine.newManager()) {
      NDArray first = manager.create(new float[] {1});
      NDArray second = manager.create(new float[] {2});
      NamedParameters.bind(bias, first);
      assertSame(first, bias.getArray());
      NamedParameters.bind(bias, second);
      assertNotSame(first, bias.getArray());
      assertSame(second, bias.getArray());
      assertThrows(
          IllegalArgumentException.class,
          () -> NamedParameters.bind(bias, manager.create(new float[] {1, 2})));
    }
  }
}
