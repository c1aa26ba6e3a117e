package dev.rookery.core.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.rookery.RookeryException;
import dev.rookery.core.engine.TorchEngine;
import dev.rookery.core.network.BoundNetwork;
import dev.rookery.core.network.DuelingHead;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.network.NamedParameters;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.environment.Space;
import dev.rookery.environment.TensorSpace;
import dev.rookery.parameters.ParameterSnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxExporterTest {

  private static Network network() {
    return NetworkSpec.forObservations(Space.image(8, 8, 3, 255))
        .withHidden(List.of(12))
        .withHeads(new DuelingHead("q_values", 4, 6))
        .build();
  }

  @Test
  void theSameNetworkGivesTheSameBytes() {
    try (BoundNetwork one = BoundNetwork.random(network(), 5);
        BoundNetwork two = BoundNetwork.random(network(), 5)) {
      assertArrayEquals(Exports.policy(one, network(), 4), Exports.policy(two, network(), 4));
    }
  }

  @Test
  void aPolicyFileSaysWhatItIs() throws IOException {
    try (BoundNetwork bound = BoundNetwork.random(network(), 5)) {
      ModelProto model = ModelProto.parseFrom(Exports.policy(bound, network(), 4));
      assertEquals(8, model.getIrVersion());
      assertEquals(17, model.getOpsetImport(0).getVersion());
      assertEquals(
          List.of("observation: 2 batch 8 8 3"), describe(model.getGraph().getInputList()));
      assertEquals(
          List.of("q_values: 1 batch 4", "action: 7 batch"),
          describe(model.getGraph().getOutputList()));
      assertEquals(
          List.of(
              "note=for tests",
              "rookery.action_space=discrete(4)",
              "rookery.algorithm=dqn",
              "rookery.environment=Test-v0",
              "rookery.environment_settings=settings: {}",
              "rookery.format=1",
              "rookery.observation_space=box(uint8,[8,8,3],0.0,255.0)",
              "rookery.version=development"),
          model.getMetadataPropsList().stream().map(OnnxExporterTest::describe).toList());
    }
  }

  private static List<String> describe(List<ValueInfoProto> values) {
    return values.stream()
        .map(
            value -> {
              var tensor = value.getType().getTensorType();
              StringBuilder text = new StringBuilder(value.getName() + ": " + tensor.getElemType());
              tensor
                  .getShape()
                  .getDimList()
                  .forEach(
                      d ->
                          text.append(' ')
                              .append(d.hasDimParam() ? d.getDimParam() : d.getDimValue()));
              return text.toString();
            })
        .toList();
  }

  private static String describe(StringStringEntryProto property) {
    return property.getKey() + "=" + property.getValue();
  }

  @Test
  void reservedMetadataKeysAreRefused() {
    Space space = Space.discrete(2);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new PolicyMetadata(
                "1", "a", "e", "", space, space, false, Map.of("rookery.version", "2")));
  }

  @Test
  void blocksOfDjlExportToo() {
    SequentialBlock block =
        new SequentialBlock()
            .add(
                Conv2d.builder()
                    .setFilters(3)
                    .setKernelShape(new Shape(3, 2))
                    .optStride(new Shape(2, 1))
                    .optPadding(new Shape(1, 0))
                    .build())
            .add(Activation.reluBlock())
            .add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits(7).build())
            .add(Activation.tanhBlock())
            .add(Dropout.builder().build())
            .add(Linear.builder().setUnits(6).optBias(false).build())
            .add(Activation.sigmoidBlock())
            .add(Activation.relu6Block())
            .add(Activation.seluBlock())
            .add(Activation.softPlusBlock())
            .add(Activation.softSignBlock())
            .add(Blocks.identityBlock());
    assertExportsAlike(block, Space.box(-1, 1, 2, 6, 5), 4);
  }

  @Test
  void linearLayersOfDjlApplyToTheLastDimension() {
    assertExportsAlike(Linear.builder().setUnits(3).build(), Space.box(-1, 1, 4, 5), 2);
  }

  private static void assertExportsAlike(Block block, TensorSpace space, int batch) {
    Shape shape = new Shape(batch);
    for (int dimension : space.shape()) {
      shape = shape.add(dimension);
    }
    try (NDManager manager = TorchEngine.newManager()) {
      block.initialize(manager, DataType.FLOAT32, shape);
      float[] values = Initializers.uniform(NamedParameters.layout(NamedParameters.of(block)), 1);
      try (BoundNetwork bound = new BoundNetwork(block, values)) {
        ByteBuffer observations = Exports.observations(space, batch, 1);
        float[] expected = bound.forward(space, observations, batch)[0];
        List<Integer> outputShape =
            block.getOutputShapes(new Shape[] {shape})[0].slice(1).stream()
                .map(pair -> Math.toIntExact(pair.getKey()))
                .toList();
        byte[] model =
            new OnnxExporter(space, bound.parameters(), bound.layout())
                .actingModel(
                    (graph, observation) ->
                        graph.output(
                            "y",
                            graph.export(block, observation).get(0),
                            OnnxType.FLOAT32,
                            outputShape));
        try (OnnxNetwork onnx = new OnnxNetwork(model, bound.layout(), batch)) {
          onnx.update(bound.snapshot(1));
          onnx.run(observations);
          float[] actual = new float[expected.length];
          onnx.output("y").get(0, actual);
          assertArrayEquals(expected, actual, 1e-4f);
        }
      }
    }
  }

  @Test
  void anUnknownFunctionIsRefusedByName() {
    Block block = new SequentialBlock().add(list -> list, "twice");
    OnnxGraph graph = new OnnxGraph(Map.of());
    assertEquals(
        "cannot export a block ai.djl.nn.LambdaBlock to ONNX: it is the function \"twice\"; write it"
            + " as a class that implements dev.rookery.core.onnx.OnnxExportable",
        assertThrows(RookeryException.class, () -> graph.export(block, List.of("x"))).getMessage());
  }

  @Test
  void whatCannotBeKnownIsRefused() {
    for (Block block :
        List.of(
            new SequentialBlock().add(list -> list),
            new SequentialBlock().add(Blocks.identityBlock()).setReturnIntermediate(true),
            Activation.leakyReluBlock(0.1f),
            BatchNorm.builder().build())) {
      OnnxGraph graph = new OnnxGraph(Map.of());
      String message =
          assertThrows(RookeryException.class, () -> graph.export(block, List.of("x")))
              .getMessage();
      assertTrue(message.contains("dev.rookery.core.onnx.OnnxExportable"), message);
      assertEquals(1, message.lines().count());
    }
  }

  @Test
  void filesAreWrittenWholeAndReplaced(@TempDir Path folder) throws IOException {
    Network network = network();
    Space space = network.spec().observationSpace();
    Path file = folder.resolve("runs/1/policy.onnx");
    try (BoundNetwork bound = BoundNetwork.random(network, 5)) {
      PolicyMetadata metadata = Exports.metadata(space, Space.discrete(4));
      OnnxExporter exporter = network.exporter();
      exporter.writePolicy(bound.snapshot(1), metadata, Exports.greedy(network), file);
      exporter.writePolicy(bound.snapshot(1), metadata, Exports.greedy(network), file);
      assertArrayEquals(Exports.policy(bound, network, 4), Files.readAllBytes(file));
      try (Stream<Path> files = Files.list(file.getParent())) {
        assertEquals(List.of(file), files.toList());
      }
      Path inTheWay = file.resolve("policy.onnx");
      String message =
          assertThrows(
                  RookeryException.class,
                  () ->
                      exporter.writePolicy(
                          bound.snapshot(1), metadata, Exports.greedy(network), inTheWay))
              .getMessage();
      assertTrue(message.startsWith("cannot write the policy to " + inTheWay), message);
    }
  }

  @Test
  void parametersOfAnotherNetworkAreRefused() {
    Network network = network();
    Space space = network.spec().observationSpace();
    try (BoundNetwork bound = BoundNetwork.random(network, 5)) {
      ParameterSnapshot foreign = new ParameterSnapshot(3, 0, 0, 1, bound.snapshot(3).values());
      assertThrows(
          RookeryException.class,
          () ->
              network
                  .exporter()
                  .policyModel(
                      foreign,
                      Exports.metadata(space, Space.discrete(4)),
                      Exports.greedy(network)));
    }
  }

  @Test
  void namesInAGraphAreUnique() {
    OnnxGraph graph = new OnnxGraph(Map.of());
    String x = graph.input("x", OnnxType.FLOAT32, List.of(3));
    assertEquals(graph.constant(1f), graph.constant(1f));
    assertFalse(graph.node("Relu", x).equals(graph.node("Relu", x)));
    assertThrows(
        IllegalArgumentException.class, () -> graph.output("x", x, OnnxType.FLOAT32, List.of(3)));
    graph.output("y", x, OnnxType.FLOAT32, List.of(3));
    assertEquals("Identity", graph.build().getNode(2).getOpType());
  }
}
