package dev.rookery.core.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import dev.rookery.RookeryException;
import dev.rookery.algorithm.Device;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.network.LinearHead;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.environment.DictSpace;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.testkit.Allocation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OnnxNetworkTest {

  private static final Space SPACE = Space.box(-1, 1, 3);

  /** Between results of the same numbers that lie elsewhere in memory. */
  private static final float TOLERANCE = 1e-5f;

  private final Network network =
      NetworkSpec.forObservations(SPACE)
          .withHidden(List.of(16))
          .withHeads(new LinearHead("q_values", 2))
          .build();
  private final ParameterLayout layout = network.parameterLayout();
  private final byte[] model = network.exporter().actingModel(network::exportOutputs);
  private final ByteBuffer observations = Exports.observations(SPACE, 2, 1);

  /** Parameters that are all {@code value}. */
  private ParameterSnapshot constant(long version, float value) {
    float[] values = Initializers.fill(layout, 1, name -> Initializers.constant(value));
    return snapshot(version, values);
  }

  private ParameterSnapshot snapshot(long version, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + values.length * 4).order(ByteOrder.nativeOrder());
    bytes.position(8);
    bytes.slice().order(ByteOrder.nativeOrder()).asFloatBuffer().put(values);
    return new ParameterSnapshot(version, 0, 0, layout.layoutHash(), bytes);
  }

  private static float[] copy(FloatBuffer buffer) {
    float[] values = new float[buffer.capacity()];
    buffer.get(0, values);
    return values;
  }

  /** A build for GPUs says something else, and may act. */
  @Test
  void withoutABuildForGpusActingOnOneIsRefusedInOneLine() {
    assumeFalse(OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA));
    assertEquals(
        "cannot act on cuda:1: this ONNX Runtime is built for processors only; put onnxruntime_gpu"
            + " in place of onnxruntime (build with -Pcuda), or act on cpu",
        assertThrows(
                RookeryException.class,
                () -> new OnnxNetwork(model, layout, 2, new Device("cuda:1")))
            .getMessage());
  }

  @Test
  void anUpdateCountsFromTheNextRunOn() {
    try (OnnxNetwork onnx = new OnnxNetwork(model, layout, 2)) {
      assertEquals(0, onnx.version());
      onnx.update(constant(1, 0));
      onnx.run(observations);
      assertEquals(1, onnx.version());
      assertArrayEquals(new float[4], copy(onnx.output("q_values")));

      onnx.update(snapshot(2, Initializers.uniform(layout, 1)));
      assertEquals(1, onnx.version());
      onnx.update(snapshot(3, Initializers.uniform(layout, 2)));
      onnx.run(observations);
      float[] third = copy(onnx.output("q_values"));
      assertEquals(3, onnx.version());

      onnx.update(constant(4, 0));
      onnx.run(observations);
      assertArrayEquals(new float[4], copy(onnx.output("q_values")));
      onnx.update(snapshot(5, Initializers.uniform(layout, 2)));
      onnx.run(observations);
      assertArrayEquals(third, copy(onnx.output("q_values")), TOLERANCE);
    }
  }

  @Test
  void aRunNeverSeesHalfAnUpdate() throws InterruptedException {
    // With all weights c and all inputs 1: h = relu(3c + c) for 16 units, q = 16 c h + c.
    ByteBuffer ones = observations.duplicate().order(ByteOrder.nativeOrder());
    for (int i = 0; i < 6; i++) {
      ones.putFloat(4 * i, 1);
    }
    try (OnnxNetwork onnx = new OnnxNetwork(model, layout, 2)) {
      onnx.update(constant(1, 1));
      Thread publisher =
          new Thread(
              () -> {
                for (int version = 2; version < 20_000; version++) {
                  onnx.update(constant(version, version % 3));
                }
              });
      publisher.start();
      while (publisher.isAlive()) {
        onnx.run(ones);
        float c = onnx.version() % 3;
        assertEquals(16 * c * 4 * c + c, onnx.output("q_values").get(3));
      }
      publisher.join();
      onnx.run(ones);
      assertEquals(19_999, onnx.version());
    }
  }

  @Test
  void parametersOfAnotherNetworkAreRefused() {
    try (OnnxNetwork onnx = new OnnxNetwork(model, layout, 2)) {
      ParameterSnapshot good = constant(7, 0);
      ParameterSnapshot foreign = new ParameterSnapshot(7, 0, 0, 99, good.values());
      String message =
          assertThrows(RookeryException.class, () -> onnx.update(foreign)).getMessage();
      assertTrue(message.startsWith("parameters (version 7) are of another network"), message);
      ParameterSnapshot cut =
          new ParameterSnapshot(7, 0, 0, layout.layoutHash(), good.values().duplicate().limit(100));
      assertThrows(RookeryException.class, () -> onnx.update(cut));
    }
  }

  @Test
  void misuseIsRefused() {
    OnnxNetwork onnx = new OnnxNetwork(model, layout, 2);
    assertThrows(IllegalStateException.class, () -> onnx.run(observations));
    onnx.update(constant(1, 0));
    assertThrows(IllegalArgumentException.class, () -> onnx.run(ByteBuffer.allocateDirect(4)));
    assertThrows(IllegalArgumentException.class, () -> onnx.output("values"));
    onnx.close();
    onnx.close();
    assertThrows(IllegalStateException.class, () -> onnx.run(observations));
    assertThrows(RookeryException.class, () -> new OnnxNetwork(new byte[100], layout, 2));
  }

  @Test
  void anyBufferCanHaveTheObservations() {
    try (OnnxNetwork onnx = new OnnxNetwork(model, layout, 2)) {
      onnx.update(snapshot(1, Initializers.uniform(layout, 1)));
      onnx.run(observations);
      float[] expected = copy(onnx.output("q_values"));
      for (int i = 0; i < 30; i++) {
        ByteBuffer other = i % 2 == 0 ? ByteBuffer.allocate(24) : ByteBuffer.allocateDirect(30);
        other.order(ByteOrder.nativeOrder()).put(observations.duplicate()).position(3);
        onnx.run(other);
        assertArrayEquals(expected, copy(onnx.output("q_values")), TOLERANCE);
        onnx.output("q_values").put(0, 0);
        onnx.run(observations);
        assertArrayEquals(expected, copy(onnx.output("q_values")), TOLERANCE);
      }
    }
  }

  @Test
  void moreInputsKeepTheirValues() {
    OnnxBody recurrent =
        (graph, observation) -> {
          String state = graph.input("state", OnnxType.FLOAT32, List.of(3));
          graph.output(
              "next_state",
              graph.node("Add", state, observation.get(0)),
              OnnxType.FLOAT32,
              List.of(3));
        };
    byte[] sum =
        new OnnxExporter(SPACE, Map.of(), new ParameterLayout(List.of())).actingModel(recurrent);
    ParameterLayout empty = new ParameterLayout(List.of());
    try (OnnxNetwork onnx = new OnnxNetwork(sum, empty, 2)) {
      onnx.update(new ParameterSnapshot(1, 0, 0, empty.layoutHash(), ByteBuffer.allocateDirect(0)));
      onnx.run(observations);
      float first = observations.getFloat(0);
      assertEquals(first, onnx.output("next_state").get(0));
      onnx.input("state").put(0, onnx.output("next_state"), 0, 6);
      onnx.run(observations);
      assertEquals(2 * first, onnx.output("next_state").get(0), 1e-6f);
    }
  }

  @Test
  void aRunAllocatesNothingBesidesOnnxRuntimesOwnCall() throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    byte[] negation =
        new OnnxExporter(SPACE, Map.of(), new ParameterLayout(List.of()))
            .actingModel(
                (graph, x) ->
                    graph.output("y", graph.node("Neg", x.get(0)), OnnxType.FLOAT32, List.of(3)));
    ParameterLayout empty = new ParameterLayout(List.of());
    long[] shape = {2, 3};
    FloatBuffer memory = DirectBuffers.allocate(24).asFloatBuffer();
    try (OnnxNetwork onnx = new OnnxNetwork(negation, empty, 2);
        OrtSession session = environment.createSession(negation);
        OnnxTensor x = OnnxTensor.createTensor(environment, observations.asFloatBuffer(), shape);
        OnnxTensor y = OnnxTensor.createTensor(environment, memory, shape)) {
      onnx.update(new ParameterSnapshot(1, 0, 0, empty.layoutHash(), ByteBuffer.allocateDirect(0)));
      Map<String, OnnxTensor> inputs = new HashMap<>(Map.of(OnnxExporter.OBSERVATION, x));
      Map<String, OnnxTensor> outputs = new LinkedHashMap<>(Map.of("y", y));
      long bare =
          Allocation.perRun(
              () -> assertDoesNotThrow(() -> session.run(inputs, Set.of(), outputs).close()));
      long ours = Allocation.perRun(() -> onnx.run(observations));
      assertTrue(bare > 0, "nothing was measured");
      assertTrue(ours <= bare + 8, "%d bytes per run, %d without us".formatted(ours, bare));
    }
  }

  private static final DictSpace PARTS =
      Space.dict("image", Space.image(1, 3, 1, 255)).and("gear", Space.multiDiscrete(9, 9));

  /** Hands the parts through. */
  private static byte[] echo() {
    return new OnnxExporter(PARTS, Map.of(), new ParameterLayout(List.of()))
        .actingModel(
            (graph, observation) -> {
              String image = graph.cast(observation.get(0), OnnxType.FLOAT32);
              String bytes = graph.reshape(image, List.of(3));
              graph.output("image", bytes, OnnxType.FLOAT32, List.of(3));
              String gear = graph.cast(observation.get(1), OnnxType.FLOAT32);
              graph.output("gear", gear, OnnxType.FLOAT32, List.of(2));
            });
  }

  private static OnnxNetwork parts(int batch) {
    ParameterLayout empty = new ParameterLayout(List.of());
    OnnxNetwork onnx = new OnnxNetwork(echo(), empty, batch);
    onnx.update(new ParameterSnapshot(1, 0, 0, empty.layoutHash(), ByteBuffer.allocateDirect(0)));
    return onnx;
  }

  private static void write(ByteBuffer packed, int batch, int first) {
    Observation observation = new Observation(PARTS);
    for (int k = 0; k < batch; k++) {
      observation.wrap(packed, k * PARTS.byteSize());
      observation.part("image").setAll(first + k, 2, 3);
      observation.part("gear").setAll(first + k + 1, 5);
    }
  }

  @Test
  void eachRunSeesThePartsAsTheyAreThen() {
    for (int batch : new int[] {1, 3}) {
      ByteBuffer direct = DirectBuffers.allocate(batch, PARTS.byteSize());
      ByteBuffer heap =
          ByteBuffer.allocate(batch * PARTS.byteSize()).order(ByteOrder.nativeOrder());
      try (OnnxNetwork onnx = parts(batch)) {
        for (ByteBuffer packed : List.of(direct, heap, direct)) {
          for (int first : new int[] {1, 3}) {
            write(packed, batch, first);
            onnx.run(packed);
            for (int k = 0; k < batch; k++) {
              assertEquals(first + k, onnx.output("image").get(3 * k));
              assertEquals(3, onnx.output("image").get(3 * k + 2));
              assertEquals(first + k + 1, onnx.output("gear").get(2 * k));
              assertEquals(5, onnx.output("gear").get(2 * k + 1));
            }
          }
        }
        assertThrows(RuntimeException.class, () -> onnx.run(DirectBuffers.allocate(4)));
      }
    }
  }

  @Test
  void gatheringPartsAllocatesNothing() {
    for (int batch : new int[] {1, 3}) {
      ByteBuffer packed = DirectBuffers.allocate(batch, PARTS.byteSize());
      write(packed, batch, 1);
      Map<String, OnnxTensor> inputs = new HashMap<>();
      try (OnnxSession session = new OnnxSession(echo(), batch)) {
        ObservationTensors tensors = new ObservationTensors(session, session.inputNames(), batch);
        assertEquals(0, Allocation.perRun(() -> tensors.putInto(inputs, packed)), 1);
      } catch (OrtException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void modelsAndTheirMemoryAreFreed() throws Exception {
    for (int i = 0; i < 300; i++) {
      openAndClose();
    }
    long before = residentBytes();
    for (int i = 0; i < 2_000; i++) {
      openAndClose();
    }
    long grown = residentBytes() - before;
    assertTrue(grown < 100_000_000, "2,000 networks left %,d bytes".formatted(grown));
  }

  /** Each session has three megabytes of its own, which stays if the session is not closed. */
  @Test
  void aNetworkThatCannotBeMadeLeavesNothing() throws Exception {
    Parameter scale =
        Parameter.builder()
            .setName("scale")
            .setType(Parameter.Type.OTHER)
            .optShape(new Shape(3))
            .build();
    ParameterLayout right = layoutOf("scale", 3);
    byte[] large =
        new OnnxExporter(SPACE, Map.of("scale", scale), right)
            .actingModel(
                (graph, x) -> {
                  String wide = graph.constant(new float[3 << 18]);
                  String scaled = graph.node("Mul", x.get(0), graph.parameter(scale));
                  AttributeProto second = OnnxGraph.integers("axes", 1);
                  String largest = graph.node("ReduceMax", List.of(scaled), second);
                  String sum = graph.node("Add", largest, wide);
                  String y = graph.node("ReduceMax", List.of(sum), second);
                  graph.output("y", y, OnnxType.FLOAT32, List.of(1));
                });
    new OnnxNetwork(large, right, 1).close();
    ParameterLayout wrong = layoutOf("scale", 2);
    failToMake(large, wrong, 10);
    long before = residentBytes();
    failToMake(large, wrong, 100);
    long grown = residentBytes() - before;
    assertTrue(grown < 100_000_000, "100 networks left " + grown + " bytes");
  }

  private static ParameterLayout layoutOf(String name, int size) {
    return new ParameterLayout(
        List.of(new ParameterLayout.Entry(name, List.of((long) size), 0, size)));
  }

  private static void failToMake(byte[] model, ParameterLayout wrong, int times) {
    for (int i = 0; i < times; i++) {
      assertThrows(RuntimeException.class, () -> new OnnxNetwork(model, wrong, 1).close());
    }
  }

  private void openAndClose() {
    try (OnnxNetwork onnx = new OnnxNetwork(model, layout, 2)) {
      onnx.update(constant(1, 0));
      onnx.run(observations);
    }
  }

  /** What the process holds in memory; 0 where the operating system does not say. */
  private static long residentBytes() throws Exception {
    System.gc(); // direct buffers go with their Java objects
    Path status = Path.of("/proc/self/statm");
    if (!Files.exists(status)) {
      return 0;
    }
    return 4096 * Long.parseLong(Files.readString(status).split(" ")[1]);
  }
}
