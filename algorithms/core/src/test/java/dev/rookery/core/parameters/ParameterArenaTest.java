package dev.rookery.core.parameters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rookery.checkpoint.CheckpointException;
import dev.rookery.core.engine.TorchEngine;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.network.LinearHead;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.environment.Space;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.testkit.checkpoint.MemoryState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ParameterArenaTest {

  private static TrainableNetwork network(boolean trainable, long seed, Integer... hidden) {
    TrainableNetwork network =
        new TrainableNetwork(
            NetworkSpec.forObservations(Space.box(-1, 1, 3))
                .withHidden(List.of(hidden))
                .withHeads(new LinearHead("y", 2))
                .build(),
            trainable);
    network.arena().write(Initializers.uniform(network.arena().layout(), seed));
    return network;
  }

  private static float[] forward(TrainableNetwork network, float... x) {
    try (NDManager manager = TorchEngine.newManager()) {
      return network.forward(manager.create(x).reshape(1, 3)).toFloatArray();
    }
  }

  /** Gradients of {@code 2 y0 - y1} at {@code x}. */
  private static float[] gradients(TrainableNetwork network, float... x) {
    float[] gradients = new float[network.arena().size()];
    try (NDManager manager = TorchEngine.newManager()) {
      NDArray y = network.forwardRecording(manager.create(x).reshape(1, 3));
      TorchEngine.backward(y, manager.create(new float[] {2, -1}).reshape(1, 2));
    }
    network.arena().takeGradients(gradients);
    return gradients;
  }

  @Test
  void theNetworkComputesWithTheArenasValues() {
    try (TrainableNetwork network = network(true, 1)) {
      // weights [2, 3] row by row, then biases [2]
      network.arena().write(new float[] {1, 2, 3, 4, 5, 6, 0.5f, -0.5f});
      assertArrayEquals(
          new float[] {1 + 4 + 9 + 0.5f, 4 + 10 + 18 - 0.5f}, forward(network, 1, 2, 3));
      network.arena().write(new float[8]);
      assertArrayEquals(new float[] {0, 0}, forward(network, 1, 2, 3));
    }
  }

  @Test
  void gradientsAreThoseOfFiniteDifferences() {
    try (TrainableNetwork network = network(true, 2, 5)) {
      float[] gradients = gradients(network, 0.3f, -0.7f, 0.9f);
      float[] values = new float[network.arena().size()];
      network.arena().read(values);
      float h = 1f / 128;
      for (int i = 0; i < values.length; i++) {
        float[] moved = values.clone();
        moved[i] += h;
        network.arena().write(moved);
        float[] above = forward(network, 0.3f, -0.7f, 0.9f);
        moved[i] -= 2 * h;
        network.arena().write(moved);
        float[] below = forward(network, 0.3f, -0.7f, 0.9f);
        double slope = (2 * (above[0] - below[0]) - (above[1] - below[1])) / (2 * h);
        assertEquals(slope, gradients[i], 1e-3, network.arena().layout().entries() + " " + i);
      }
    }
  }

  @Test
  void takingGradientsClearsThem() {
    try (TrainableNetwork network = network(true, 3, 4)) {
      float[] first = gradients(network, 1, 2, 3);
      assertArrayEquals(first, gradients(network, 1, 2, 3));
      float[] none = new float[first.length];
      network.arena().takeGradients(none);
      assertArrayEquals(new float[first.length], none);
    }
  }

  @Test
  void aTargetCopiesAndFollows() {
    try (TrainableNetwork online = network(true, 4, 4);
        TrainableNetwork target = network(false, 5, 4)) {
      float[] a = new float[online.arena().size()];
      float[] b = a.clone();
      online.arena().read(a);
      target.arena().read(b);
      target.arena().moveTowards(online.arena(), 0.25f);
      float[] moved = new float[a.length];
      target.arena().read(moved);
      for (int i = 0; i < a.length; i++) {
        assertEquals(b[i] + 0.25f * (a[i] - b[i]), moved[i], 1e-7);
      }
      target.arena().copyFrom(online.arena());
      assertArrayEquals(forward(online, 1, 2, 3), forward(target, 1, 2, 3), 1e-5f);
    }
  }

  @Test
  void aSnapshotHasTheValuesInTheLayoutsOrder() {
    try (TrainableNetwork network = network(true, 6)) {
      float[] values = {1, 2, 3, 4, 5, 6, 7, 8};
      network.arena().write(values);
      ByteBuffer bytes = DirectBuffers.allocate(32);
      network.arena().copyTo(bytes);
      float[] copy = new float[8];
      bytes.flip().asFloatBuffer().get(copy);
      assertArrayEquals(values, copy);
      assertEquals("y.weight", network.arena().layout().entries().get(0).name());
    }
  }

  @Test
  void aCheckpointOfAnotherNetworkIsRefused() {
    MemoryState state = new MemoryState();
    try (TrainableNetwork network = network(true, 7, 4);
        TrainableNetwork other = network(true, 7, 5)) {
      network.arena().save(state);
      assertThrows(CheckpointException.class, () -> other.arena().load(state));
    }
  }

  /** Hidden layers of 1 and 5 units have 26 parameters in all, as have those of 3 and 2. */
  @Test
  void aCheckpointOfAnotherNetworkOfTheSameSizeIsRefused() {
    MemoryState state = new MemoryState();
    try (TrainableNetwork network = network(true, 7, 1, 5);
        TrainableNetwork other = network(true, 7, 3, 2)) {
      assertEquals(network.arena().size(), other.arena().size());
      network.arena().save(state);
      assertThrows(CheckpointException.class, () -> other.arena().load(state));
    }
  }

  @Test
  @Timeout(60)
  void severalThreadsTakeGradientsAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<Boolean>> results = new ArrayList<>();
      for (int t = 0; t < 3; t++) {
        long seed = t;
        results.add(
            threads.submit(
                () -> {
                  try (TrainableNetwork network = network(true, seed, 16, 16)) {
                    float[] first = gradients(network, 0.1f, 0.2f, 0.3f);
                    for (int i = 0; i < 2000; i++) {
                      assertArrayEquals(first, gradients(network, 0.1f, 0.2f, 0.3f));
                    }
                    return true;
                  }
                }));
      }
      for (Future<Boolean> result : results) {
        result.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
