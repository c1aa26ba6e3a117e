package dev.rookery.core.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.core.network.BoundNetwork;
import dev.rookery.core.network.LinearHead;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.environment.Space;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a policy file says of itself is read as it was written, whatever it is. */
class PolicyMetadataProperties {

  /** All text there is: half a pair of surrogates is none. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings()
            .ofMaxLength(20)
            .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text)),
        Arbitraries.of("", "\n", "\0", "ä€", "😀", "a=b,c:d", "٢"));
  }

  @Provide
  Arbitrary<Map<String, String>> more() {
    return Arbitraries.maps(texts().filter(key -> !key.startsWith("rookery.")), texts())
        .ofMaxSize(4);
  }

  @Property(tries = 100)
  void metadataIsReadBackFromTheFile(
      @ForAll("texts") String version,
      @ForAll("texts") String algorithm,
      @ForAll("texts") String environment,
      @ForAll("texts") String environmentSettings,
      @ForAll boolean legalActions,
      @ForAll("more") Map<String, String> more)
      throws IOException {
    PolicyMetadata metadata =
        new PolicyMetadata(
            version,
            algorithm,
            environment,
            environmentSettings,
            Space.box(-1, 1, 3),
            Space.discrete(2),
            legalActions,
            more);
    assertEquals(metadata, PolicyMetadata.parse(metadata.properties()));
    Network network =
        NetworkSpec.forObservations(metadata.observationSpace())
            .withHidden(List.of(2))
            .withHeads(new LinearHead("q_values", 2))
            .build();
    Path file = Files.createTempFile("policy", ".onnx");
    try (BoundNetwork bound = BoundNetwork.random(network, 3)) {
      OnnxBody body =
          (graph, observation) -> {
            if (legalActions) {
              graph.input(OnnxExporter.ACTION_MASK, OnnxType.UINT8, List.of(2));
            }
            Exports.greedy(network).add(graph, observation);
          };
      network.exporter().writePolicy(bound.snapshot(1), metadata, body, file);
      try (OnnxPolicy policy = OnnxPolicy.load(file, 1)) {
        assertEquals(metadata, policy.metadata());
      }
    } finally {
      Files.delete(file);
    }
  }
}
