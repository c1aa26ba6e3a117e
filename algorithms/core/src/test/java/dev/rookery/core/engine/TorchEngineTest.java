package dev.rookery.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.RookeryException;
import dev.rookery.algorithm.Device;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.network.LinearHead;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.environment.Space;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class TorchEngineTest {

  private static final String NAME = "torch-learner";

  /** Helpers that native libraries start have the name of the thread that they help. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aThreadThatDidNotStartTheEngineHasNoHelpersEither() throws Exception {
    NetworkSpec spec =
        NetworkSpec.forObservations(Space.box(0, 1, 4))
            .withHidden(List.of(64, 64))
            .withHeads(new LinearHead("q_values", 2));
    try (TrainableNetwork network = new TrainableNetwork(spec.build(), true)) {
      FutureTask<Long> update = new FutureTask<>(() -> threadsOfAnUpdate(network));
      new Thread(update, NAME).start();
      assertEquals(1, update.get());
    }
  }

  @Test
  void whatLearningOnAGpuMissesIsNamedInOneLine() {
    Device second = new Device("cuda:1");
    TorchEngine.requireGpu(second, true, () -> 2);
    assertTrue(
        missing(second, false, 0)
            .startsWith("cannot learn on cuda:1: PyTorch's CUDA libraries are missing; set"));
    assertTrue(
        missing(second, true, 1).startsWith("cannot learn on cuda:1: the engine finds 1 GPUs;"));
  }

  /**
   * What is recorded needs its constants until it has run backward; the memory of those that were
   * freed would be taken by others here.
   */
  @Test
  void constantsOfARecordingOutliveGarbageCollections() throws InterruptedException {
    try (NDManager manager = TorchEngine.newManager()) {
      NDArray x = manager.ones(new Shape(50));
      x.setRequiresGradient(true);
      NDArray sum =
          TorchEngine.recording(
              true,
              () -> {
                NDArray y = x;
                for (int i = 0; i < 100; i++) {
                  y = y.mul(i % 2 == 0 ? 0.5f : 2);
                }
                return y.sum();
              });
      for (int i = 0; i < 5; i++) {
        System.gc();
        Thread.sleep(20); // Buffers are freed by a thread of the JVM's.
      }
      List<ByteBuffer> others = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        others.add(ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder()).putFloat(0, 7));
      }
      TorchEngine.backward(sum, sum.onesLike());
      for (float gradient : x.getGradient().toFloatArray()) {
        assertEquals(1, gradient);
      }
      assertEquals(2000, others.size());
    }
  }

  private static String missing(Device device, boolean hasLibraries, int gpus) {
    String message =
        assertThrows(
                RookeryException.class,
                () -> TorchEngine.requireGpu(device, hasLibraries, () -> gpus))
            .getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  private static long threadsOfAnUpdate(TrainableNetwork network) throws IOException {
    try (NDManager manager = TorchEngine.newManager()) {
      NDArray observations = manager.ones(new Shape(64, 4));
      network.forward(observations);
      NDArray output = network.forwardRecording(observations);
      TorchEngine.backward(output, manager.ones(output.getShape()));
    }
    long threads = 0;
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      for (Path task : tasks.toList()) {
        threads += Files.readString(task.resolve("comm")).strip().equals(NAME) ? 1 : 0;
      }
    }
    return threads;
  }
}
