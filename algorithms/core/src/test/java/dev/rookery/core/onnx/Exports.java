package dev.rookery.core.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.core.network.BoundNetwork;
import dev.rookery.core.network.Network;
import dev.rookery.environment.DiscreteSpace;
import dev.rookery.environment.MultiDiscreteSpace;
import dev.rookery.environment.Space;
import dev.rookery.environment.SpacePart;
import dev.rookery.environment.TensorSpace;
import dev.rookery.environment.VectorStep;
import dev.rookery.internal.DirectBuffers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What tests of exported networks share. */
public final class Exports {

  private Exports() {}

  /** As DQN exports: the heads' values and the place of the largest Q-value. */
  static OnnxBody greedy(Network network) {
    return (graph, observation) -> {
      String values = network.exportOutputs(graph, observation).get("q_values");
      graph.output(OnnxExporter.ACTION, graph.argMax(values), OnnxType.INT64, List.of());
    };
  }

  static PolicyMetadata metadata(Space observationSpace, Space actionSpace) {
    AlgorithmContext context =
        new AlgorithmContext("Test-v0", "settings: {}", observationSpace, actionSpace, 1);
    return PolicyMetadata.of("dqn", context, Map.of("note", "for tests"));
  }

  static byte[] policy(BoundNetwork bound, Network network, int actions) {
    Space space = network.spec().observationSpace();
    return network
        .exporter()
        .policyModel(bound.snapshot(1), metadata(space, Space.discrete(actions)), greedy(network));
  }

  /** The same policy file with another version of the format in its metadata; empty: with none. */
  static byte[] withFormat(byte[] policy, String format) throws IOException {
    ModelProto.Builder model = ModelProto.parseFrom(policy).toBuilder();
    List<StringStringEntryProto> properties =
        model.getMetadataPropsList().stream()
            .filter(entry -> !entry.getKey().equals("rookery.format"))
            .toList();
    assertEquals(model.getMetadataPropsCount() - 1, properties.size());
    model.clearMetadataProps().addAllMetadataProps(properties);
    if (!format.isEmpty()) {
      model.addMetadataProps(
          StringStringEntryProto.newBuilder().setKey("rookery.format").setValue(format));
    }
    return model.build().toByteArray();
  }

  /** {@code batch} random elements of a space, packed. */
  public static ByteBuffer observations(Space space, int batch, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ByteBuffer buffer = DirectBuffers.allocate(batch * space.byteSize());
    for (int k = 0; k < batch; k++) {
      for (SpacePart part : space.parts()) {
        buffer.position(k * space.byteSize() + part.offset());
        fill(buffer, part.space(), random);
      }
    }
    return buffer.clear();
  }

  private static void fill(ByteBuffer buffer, TensorSpace space, SplittableRandom random) {
    for (int i = 0; i < space.size(); i++) {
      switch (space.dataType()) {
        case FLOAT32 -> buffer.putFloat((float) random.nextDouble(-2, 2));
        case UINT8 -> buffer.put((byte) random.nextInt(256));
        case INT32 -> buffer.putInt(random.nextInt(alternatives(space, i)));
      }
    }
  }

  /** A step of {@code batch} environments with random observations. */
  static VectorStep step(Space space, int batch, long seed) {
    VectorStep step = new VectorStep(batch, space);
    step.observations().put(0, observations(space, batch, seed), 0, batch * space.byteSize());
    return step;
  }

  private static int alternatives(TensorSpace space, int index) {
    if (space instanceof DiscreteSpace discrete) {
      return discrete.n();
    }
    return ((MultiDiscreteSpace) space).sizes().get(index);
  }
}
