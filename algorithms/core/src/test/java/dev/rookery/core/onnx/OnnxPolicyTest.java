package dev.rookery.core.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import dev.rookery.RookeryException;
import dev.rookery.core.network.BoundNetwork;
import dev.rookery.core.network.LinearHead;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxPolicyTest {

  private static final Space SPACE = Space.box(-1, 1, 3);
  private static final int BATCH = 20;

  private final Network network =
      NetworkSpec.forObservations(SPACE)
          .withHidden(List.of(16))
          .withHeads(new LinearHead("q_values", 4))
          .build();
  private final BoundNetwork bound = BoundNetwork.random(network, 3);
  private Path file;

  @BeforeEach
  void writePolicy(@TempDir Path folder) throws IOException {
    file = folder.resolve("policy.onnx");
    Files.write(file, Exports.policy(bound, network, 4));
  }

  @AfterEach
  void close() {
    bound.close();
  }

  @Test
  void allWaysToActChooseTheSame() throws OrtException {
    VectorStep step = Exports.step(SPACE, BATCH, 1);
    ByteBuffer observations = step.observations();
    ByteBuffer actions = DirectBuffers.allocate(BATCH, Integer.BYTES);
    byte[] acting = network.exporter().actingModel(network::exportOutputs);
    try (OnnxPolicy policy = OnnxPolicy.load(file, BATCH);
        BareOnnxPolicy bare = new BareOnnxPolicy(file.toString());
        OnnxNetwork onnx = new OnnxNetwork(acting, bound.layout(), BATCH)) {
      policy.act(step, actions);
      onnx.update(bound.snapshot(1));
      onnx.run(observations);
      float[] row = new float[4];
      float[] observation = new float[3];
      for (int i = 0; i < BATCH; i++) {
        int action = actions.getInt(i * Integer.BYTES);
        observations.asFloatBuffer().get(i * 3, observation);
        onnx.output("q_values").get(i * 4, row);
        assertIsBest(action, row);
        assertIsBest((int) bare.act(observation), row);
      }
    }
  }

  /** Where two values are equal but for rounding, either is the best. */
  private static void assertIsBest(int action, float[] values) {
    for (float value : values) {
      assertTrue(values[action] >= value - 1e-5f, action + " of " + Arrays.toString(values));
    }
  }

  @Test
  void theFileKnowsItsOrigin() {
    try (OnnxPolicy policy = OnnxPolicy.load(file, 1)) {
      assertEquals(Exports.metadata(SPACE, Space.discrete(4)), policy.metadata());
      policy.requireFits("Test-v0", SPACE, Space.discrete(4), false);
      assertThrows(
          RookeryException.class, () -> policy.requireFits("A", SPACE, Space.discrete(4), true));
      assertEquals(
          "the policy does not fit the environment CartPole-v1: it was learned in Test-v0 and"
              + " observes box(float32,[3],-1.0,1.0), but CartPole-v1 has"
              + " box(float32,[4],-1.0,1.0)",
          assertThrows(
                  RookeryException.class,
                  () ->
                      policy.requireFits(
                          "CartPole-v1", Space.box(-1, 1, 4), Space.discrete(4), false))
              .getMessage());
      assertThrows(
          RookeryException.class, () -> policy.requireFits("A", SPACE, Space.discrete(5), false));
      assertThrows(UnsupportedOperationException.class, () -> policy.update(bound.snapshot(1)));
    }
  }

  @Test
  void actionsCanBeBoxesAndSeveralChoices() throws IOException {
    VectorStep step = Exports.step(SPACE, 2, 1);
    ByteBuffer observations = step.observations();
    Space box = Space.box(-1, 1, 3);
    Files.write(
        file,
        model(
            box,
            (graph, x) ->
                graph.output(
                    "action", graph.node("Tanh", x.get(0)), OnnxType.FLOAT32, List.of(3))));
    ByteBuffer actions = DirectBuffers.allocate(2 * box.byteSize());
    try (OnnxPolicy policy = OnnxPolicy.load(file, 2)) {
      policy.act(step, actions);
      assertEquals(Math.tanh(observations.getFloat(20)), actions.getFloat(20), 1e-5);
    }

    Space choices = Space.multiDiscrete(9, 9, 9);
    Files.write(
        file,
        model(
            choices,
            (graph, x) ->
                graph.output(
                    "action",
                    graph.cast(graph.node("Abs", x.get(0)), OnnxType.INT64),
                    OnnxType.INT64,
                    List.of(3))));
    try (OnnxPolicy policy = OnnxPolicy.load(file, 2)) {
      policy.act(step, actions);
      assertEquals((int) Math.abs(observations.getFloat(16)), actions.getInt(16));
    }
  }

  private static byte[] model(Space actionSpace, OnnxBody body) {
    ParameterLayout empty = new ParameterLayout(List.of());
    return new OnnxExporter(SPACE, Map.of(), empty)
        .policyModel(
            new ParameterSnapshot(1, 0, 0, empty.layoutHash(), ByteBuffer.allocate(0)),
            Exports.metadata(SPACE, actionSpace),
            body);
  }

  @Test
  void whatIsNoPolicyIsRefusedInOneLine() throws IOException {
    byte[] good = Files.readAllBytes(file);
    assertRefused("cannot read the policy", file.resolveSibling("none.onnx"));
    assertRefused("cannot read the policy", file.getParent());
    for (int size : new int[] {0, 1, 100, good.length / 2, good.length - 10}) {
      Files.write(file, Arrays.copyOf(good, size));
      assertRefused("" + file, file);
    }
    Files.writeString(file, "not a model at all\n".repeat(50));
    assertRefused(file + " is damaged or no ONNX file", file);
    byte[] acting = network.exporter().actingModel(network::exportOutputs);
    Files.write(file, acting);
    assertRefused(file + " is not a policy that Rookery exported", file);
    Files.write(file, Exports.policy(bound, network, 4));
    byte[] wrong =
        model(
            Space.box(-1, 1, 2),
            (graph, x) ->
                graph.output("action", graph.node("Tanh", x.get(0)), OnnxType.FLOAT32, List.of(3)));
    Files.write(file, wrong);
    assertRefused(file + " is not a policy that Rookery exported", file);
  }

  @Test
  void anotherFormatIsRefusedWithTheVersionThatWroteIt() throws IOException {
    Files.write(file, Exports.withFormat(Files.readAllBytes(file), "2"));
    String refusal =
        "the policy %s has format version 2, and this Rookery reads version 1: use it with Rookery development, which wrote it"
            .formatted(file);
    assertRefused(refusal, file);
    String message =
        assertThrows(RookeryException.class, () -> PolicyParameters.read(file)).getMessage();
    assertTrue(message.startsWith(refusal), message);
  }

  /** As those that were written before files named their format. */
  @Test
  void aFileWithoutAFormatIsOfTheFirst() throws IOException {
    Files.write(file, Exports.withFormat(Files.readAllBytes(file), ""));
    OnnxPolicy.load(file, 1).close();
  }

  @Test
  void noDamageDoesWorseThanARefusal() throws IOException {
    byte[] good = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = good.clone();
      int position = random.nextInt(2) == 0 ? random.nextInt(200) : random.nextInt(good.length);
      damaged[position] = (byte) random.nextInt(256);
      Files.write(file, damaged);
      try {
        OnnxPolicy.load(file, 1).close();
      } catch (RookeryException e) {
        assertEquals(1, e.getMessage().lines().count());
      }
    }
  }

  private static void assertRefused(String start, Path file) {
    String message =
        assertThrows(RookeryException.class, () -> OnnxPolicy.load(file, 1)).getMessage();
    assertTrue(message.startsWith(start), message);
    assertEquals(1, message.lines().count(), message);
  }
}
