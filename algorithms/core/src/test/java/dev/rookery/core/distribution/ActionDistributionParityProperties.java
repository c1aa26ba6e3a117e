package dev.rookery.core.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.rookery.core.network.BoundNetwork;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.network.LinearHead;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.core.onnx.Exports;
import dev.rookery.core.onnx.OnnxBody;
import dev.rookery.core.onnx.OnnxNetwork;
import dev.rookery.core.onnx.OnnxType;
import dev.rookery.environment.Space;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** In ONNX Runtime actions are chosen as in Java, of the same noise. */
class ActionDistributionParityProperties {

  private static final String HEAD = "policy";

  @Provide
  Arbitrary<ActionDistribution> distributions() {
    return Arbitraries.of(
        new Categorical(2),
        new Categorical(5),
        new Categorical(3, 1, 4),
        new DiagonalGaussian(1),
        new DiagonalGaussian(3),
        new SquashedGaussian(2));
  }

  @Property(tries = 30)
  void theGraphChoosesTheSameActions(
      @ForAll("distributions") ActionDistribution distribution,
      @ForAll @IntRange(min = 1, max = 5) int batch,
      @ForAll long seed) {
    int size = distribution.parameters();
    int numbers = distribution.numbers();
    Network network =
        NetworkSpec.forObservations(Space.box(-2, 2, 4))
            .withHidden(List.of(6))
            .withHeads(new LinearHead(HEAD, size))
            .build();
    String noise = distribution.noise().input().name();
    OnnxBody body =
        (graph, observation) -> {
          String policy = network.exportOutputs(graph, observation).get(HEAD);
          String drawn = graph.input(noise, OnnxType.FLOAT32, distribution.noise().input().shape());
          String sampled = distribution.exportSample(graph, policy, drawn);
          String greedy = distribution.exportGreedy(graph, policy);
          graph.output("sampled", sampled, OnnxType.FLOAT32, List.of(numbers));
          graph.output("greedy", greedy, OnnxType.FLOAT32, List.of(numbers));
        };
    float[] weights = Initializers.uniform(network.parameterLayout(), seed);
    ByteBuffer observations = Exports.observations(Space.box(-2, 2, 4), batch, seed);
    try (BoundNetwork bound = new BoundNetwork(network, weights);
        OnnxNetwork onnx =
            new OnnxNetwork(network.exporter().actingModel(body), bound.layout(), batch)) {
      onnx.update(bound.snapshot(1));
      float[] drawn = new float[batch * distribution.noise().input().size()];
      distribution.noise().draw(drawn, new SplittableRandom(seed));
      onnx.input(noise).put(0, drawn);
      onnx.run(observations);
      float[] parameters = read(onnx, HEAD, batch * size);
      float[] sampled = new float[batch * numbers];
      float[] greedy = new float[batch * numbers];
      for (int b = 0; b < batch; b++) {
        distribution.sample(
            parameters, b * size, drawn, b * drawn.length / batch, sampled, b * numbers);
        distribution.greedy(parameters, b * size, greedy, b * numbers);
      }
      assertArrayEquals(sampled, read(onnx, "sampled", sampled.length), 1e-5f);
      assertArrayEquals(greedy, read(onnx, "greedy", greedy.length), 1e-5f);
    }
  }

  private static float[] read(OnnxNetwork onnx, String output, int size) {
    float[] values = new float[size];
    onnx.output(output).get(0, values);
    return values;
  }
}
