package dev.rookery.core.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.rookery.core.engine.TorchEngine;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.environment.Space;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In a process of its own, as the engine chooses its loops by the processor once. */
@Timeout(120)
class OnePixelConvolutionTest {

  @TempDir Path directory;

  @Test
  void processorsWithoutAvx512LearnThemWithoutACrash() throws Exception {
    Path output = directory.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Main.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("ONEDNN_MAX_CPU_ISA", "AVX2");
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(100, TimeUnit.SECONDS));
    } finally {
      process.destroyForcibly();
    }
    assertEquals(0, process.exitValue(), () -> read(output));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }

  /** Runs forward and backward through images of many sizes. */
  static final class Main {

    private Main() {}

    public static void main(String[] arguments) {
      for (int i = 0; i < 900; i++) {
        int side = 1 + i % 10;
        int channels = 1 + i / 10 % 9;
        Space space = Space.image(side, side, channels, 255);
        Network network =
            NetworkSpec.forObservations(space)
                .withConvolutions(
                    List.of(new Convolution(5, 1, 1 + i % 2), new Convolution(2, 1, 1)))
                .withHidden(List.of(6))
                .withHeads(new LinearHead("q", 3))
                .build();
        try (TrainableNetwork trainable = new TrainableNetwork(network, true);
            NDManager manager = TorchEngine.newManager()) {
          NDArray images = manager.ones(new Shape(3, side, side, channels), DataType.UINT8);
          NDArray output = trainable.forwardRecording(images);
          TorchEngine.backward(output, output.onesLike());
        }
      }
    }
  }
}
