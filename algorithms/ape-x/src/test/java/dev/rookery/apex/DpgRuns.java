package dev.rookery.apex;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Learner;
import dev.rookery.environment.Space;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.util.List;

/** What the tests of Ape-X DPG share. */
final class DpgRuns {

  static final AlgorithmContext CONTEXT =
      new AlgorithmContext("Test-v0", Space.box(-1, 1, 2), Space.box(-2, 4, 1), 1);

  private DpgRuns() {}

  /** Small and hasty. */
  static ApeXDpgConfig small() {
    return ApeXDpgConfig.defaults()
        .withPolicyLayers(List.of(16))
        .withCriticLayers(List.of(16))
        .withBatchSize(8)
        .withReplayCapacity(256)
        .withLearningStarts(8)
        .withPolicyLearningRate(3e-3)
        .withCriticLearningRate(1e-2);
  }

  static Algorithm algorithm(ApeXDpgConfig config, AlgorithmContext context) {
    return new ApeXDpgProvider().create(config, context);
  }

  /** What a learner would publish now. */
  static ParameterSnapshot snapshot(Algorithm algorithm, Learner learner) {
    ByteBuffer values = DirectBuffers.allocate(algorithm.parameterLayout().size(), Float.BYTES);
    learner.copyParameters(values);
    return snapshot(algorithm, values.flip());
  }

  static ParameterSnapshot snapshot(Algorithm algorithm, float[] parameters) {
    ByteBuffer values = DirectBuffers.allocate(parameters.length, Float.BYTES);
    values.asFloatBuffer().put(parameters);
    return snapshot(algorithm, values);
  }

  private static ParameterSnapshot snapshot(Algorithm algorithm, ByteBuffer values) {
    return new ParameterSnapshot(1, 0, 1, algorithm.parameterLayout().layoutHash(), values);
  }
}
