package dev.rookery.apex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Policy;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.onnx.OnnxPolicy;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ApeXDpgExportTest {

  private static final Space OBSERVATIONS = Space.box(-1, 1, 5);
  private static final Space ACTIONS = Space.box(-3, 3, 2, 3);
  private static final AlgorithmContext CONTEXT =
      new AlgorithmContext("Test-v0", OBSERVATIONS, ACTIONS, 1);

  @TempDir private Path folder;

  @Test
  void theFileActsAsTheRunsOwnPolicyAndHasNoCritic() throws Exception {
    Path file = folder.resolve("policy.onnx");
    try (Algorithm algorithm = DpgRuns.algorithm(DpgRuns.small(), CONTEXT);
        Policy own = algorithm.createPolicy(4)) {
      ParameterSnapshot parameters =
          DpgRuns.snapshot(algorithm, Initializers.uniform(algorithm.parameterLayout(), 2));
      algorithm.exportPolicy(parameters, file);
      own.update(parameters);
      VectorStep step = new VectorStep(4, OBSERVATIONS);
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < 20; i++) {
        step.observations().putFloat(i * Float.BYTES, (float) random.nextDouble(-1, 1));
      }
      ByteBuffer expected = DirectBuffers.allocate(4 * ACTIONS.byteSize());
      ByteBuffer actual = DirectBuffers.allocate(4 * ACTIONS.byteSize());
      own.act(step, expected);
      try (OnnxPolicy policy = OnnxPolicy.load(file, 4)) {
        policy.requireFits("Test-v0", OBSERVATIONS, ACTIONS, false);
        policy.act(step, actual);
        assertThrows(
            RookeryException.class,
            () -> policy.requireFits("Other-v0", OBSERVATIONS, Space.box(-1, 1, 2, 3), false));
        assertEquals("ape-x-dpg", policy.metadata().algorithm());
      }
      for (int i = 0; i < 24; i++) {
        assertEquals(expected.getFloat(i * Float.BYTES), actual.getFloat(i * Float.BYTES), 1e-4f);
        assertTrue(expected.getFloat(i * Float.BYTES) != 0);
      }
    }
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertTrue(bytes.contains("policy.hidden0.weight"));
    assertTrue(!bytes.contains("critic"));
  }
}
