package dev.rookery.core.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.core.network.BoundNetwork;
import dev.rookery.core.network.LinearHead;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.environment.Space;
import dev.rookery.parameters.ParameterSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parameters in a policy's file are those that were written, and no constant of its graph. */
class PolicyParametersTest {

  private static final Space SPACE = Space.box(-1, 1, 3);

  @TempDir private Path folder;

  private static Network network(Integer... hidden) {
    return NetworkSpec.forObservations(SPACE)
        .withHidden(List.of(hidden))
        .withHeads(new LinearHead("q_values", 4))
        .build();
  }

  /** With constants of every kind, which change no action. */
  private Path write(Network network, BoundNetwork bound) throws IOException {
    OnnxBody body =
        (graph, observation) -> {
          String values = network.exportOutputs(graph, observation).get("q_values");
          values = graph.node("Add", values, graph.constant(-1e-3f));
          values = graph.node("Mul", values, graph.constant(new float[] {1, 1, 1, 1}, List.of(4)));
          values = graph.slice(values, 0, 4);
          values = graph.node("Mul", values, graph.cast(graph.constant(2), OnnxType.FLOAT32));
          graph.output(OnnxExporter.ACTION, graph.argMax(values), OnnxType.INT64, List.of());
        };
    Path file = folder.resolve("policy.onnx");
    network
        .exporter()
        .writePolicy(bound.snapshot(1), Exports.metadata(SPACE, Space.discrete(4)), body, file);
    return file;
  }

  @Test
  void theyAreReadAsTheyWereWritten() throws IOException {
    Network network = network(16);
    try (BoundNetwork bound = BoundNetwork.random(network, 3)) {
      PolicyParameters policy = PolicyParameters.read(write(network, bound));
      assertEquals(Exports.metadata(SPACE, Space.discrete(4)), policy.metadata());
      assertEquals(
          network.parameterLayout().entries().stream().map(e -> e.name()).toList(),
          List.copyOf(policy.shapes().keySet()));
      ParameterSnapshot read = policy.snapshot(network.parameterLayout());
      assertEquals(bound.snapshot(1).layoutHash(), read.layoutHash());
      assertEquals(bound.snapshot(1).values().duplicate().clear(), read.values());
    }
  }

  @Test
  void anotherNetworksParametersAreRefused() throws IOException {
    Network network = network(16);
    try (BoundNetwork bound = BoundNetwork.random(network, 3)) {
      PolicyParameters policy = PolicyParameters.read(write(network, bound));
      for (Network other : List.of(network(8), network(16, 16))) {
        String message =
            assertThrows(RookeryException.class, () -> policy.snapshot(other.parameterLayout()))
                .getMessage();
        assertTrue(message.startsWith("the policy has no parameter "), message);
      }
    }
  }

  @Test
  void filesThatAreNoPoliciesAreRefused() throws IOException {
    Path file = folder.resolve("policy.onnx");
    assertRefused(file, "cannot read the policy " + file);
    Files.writeString(file, "no ONNX");
    assertRefused(file, file + " is not a policy that Rookery exported");
    Files.write(file, new byte[0]);
    assertRefused(file, file + " is not a policy that Rookery exported: its metadata has no");
  }

  private static void assertRefused(Path file, String reason) {
    String message =
        assertThrows(RookeryException.class, () -> PolicyParameters.read(file)).getMessage();
    assertTrue(message.startsWith(reason), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void namesOfParametersAreNotTakenForConstants() {
    for (String name : List.of("hidden0.weight", "q_values.bias", "support", "long_term.weight")) {
      assertEquals(Map.of(name, false), Map.of(name, OnnxGraph.isConstant(name)));
    }
  }
}
