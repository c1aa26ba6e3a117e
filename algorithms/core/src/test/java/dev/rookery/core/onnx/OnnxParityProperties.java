package dev.rookery.core.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.rookery.core.network.Activation;
import dev.rookery.core.network.BoundNetwork;
import dev.rookery.core.network.Convolution;
import dev.rookery.core.network.DuelingHead;
import dev.rookery.core.network.Head;
import dev.rookery.core.network.LinearHead;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.environment.DictSpace;
import dev.rookery.environment.Space;
import dev.rookery.testkit.environment.SpaceArbitraries;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever the network, DJL and ONNX Runtime compute the same. */
class OnnxParityProperties {

  private static final float TOLERANCE = 1e-5f;

  @Provide
  Arbitrary<NetworkSpec> networks() {
    return Combinators.combine(
            Arbitraries.oneOf(vectors(), images(), parts()),
            Arbitraries.integers().between(1, 40).list().ofMaxSize(2),
            Arbitraries.of(Activation.class),
            heads())
        .as(
            (spec, hidden, activation, head) ->
                spec.withHidden(hidden)
                    .withActivation(activation)
                    .withHeads(head, new LinearHead("other", 2)));
  }

  private static Arbitrary<NetworkSpec> vectors() {
    Arbitrary<Integer> size = Arbitraries.integers().between(1, 9);
    Arbitrary<Space> spaces =
        Arbitraries.oneOf(
            size.map(n -> Space.box(-2, 2, n)),
            Combinators.combine(size, size).as((a, b) -> Space.box(-2, 2, a, b)),
            Combinators.combine(size, size).as((a, b) -> Space.image(a, b, 2, 255)),
            size.map(Space::discrete),
            size.list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(sizes -> Space.multiDiscrete(sizes.toArray(Integer[]::new))));
    return spaces.map(space -> NetworkSpec.forObservations(space).withConvolutions(List.of()));
  }

  private static Arbitrary<NetworkSpec> images() {
    Arbitrary<Integer> side = Arbitraries.integers().between(6, 14);
    Arbitrary<Space> spaces =
        Combinators.combine(
                side, side, Arbitraries.integers().between(1, 5), Arbitraries.of(1, 128, 255))
            .as(Space::image);
    Arbitrary<List<Convolution>> convolutions =
        Arbitraries.of(
            Convolution.MIN_ATAR,
            List.of(new Convolution(5, 3, 2), new Convolution(4, 2, 1)),
            List.of(new Convolution(3, 1, 1)));
    return Combinators.combine(spaces, convolutions)
        .as((space, layers) -> NetworkSpec.forObservations(space).withConvolutions(layers));
  }

  /** Parts of every kind; the convolution fits on the smallest image. */
  private static Arbitrary<NetworkSpec> parts() {
    Arbitrary<List<Convolution>> convolutions =
        Arbitraries.of(List.of(), List.of(new Convolution(3, 1, 1)));
    return Combinators.combine(SpaceArbitraries.dicts(), convolutions)
        .as(OnnxParityProperties::network);
  }

  private static NetworkSpec network(DictSpace space, List<Convolution> layers) {
    boolean image = space.parts().stream().anyMatch(part -> part.space().shape().size() == 3);
    NetworkSpec spec = NetworkSpec.forObservations(space);
    return spec.withConvolutions(image ? layers : List.of());
  }

  private static Arbitrary<Head> heads() {
    Arbitrary<Integer> actions = Arbitraries.integers().between(1, 6);
    return Arbitraries.oneOf(
        actions.map(n -> new LinearHead("q_values", n)),
        Combinators.combine(actions, Arbitraries.of(0, 7))
            .as((n, hidden) -> new DuelingHead("q_values", n, hidden)));
  }

  @Property(tries = 150)
  void djlAndOnnxRuntimeAgree(
      @ForAll("networks") NetworkSpec spec,
      @ForAll @IntRange(min = 1, max = 5) int batch,
      @ForAll long seed)
      throws OrtException {
    Network network = spec.build();
    Space space = spec.observationSpace();
    int actions = spec.heads().get(0).size();
    ByteBuffer observations = Exports.observations(space, batch, seed);
    try (BoundNetwork bound = BoundNetwork.random(network, seed)) {
      float[][] expected = bound.forward(space, observations, batch);
      float tolerance = TOLERANCE * Math.max(1, largest(expected));

      byte[] acting = network.exporter().actingModel(network::exportOutputs);
      try (OnnxNetwork onnx = new OnnxNetwork(acting, bound.layout(), batch)) {
        onnx.update(bound.snapshot(1));
        onnx.run(observations);
        assertArrayEquals(expected[0], array(onnx.output("q_values")), tolerance);
        assertArrayEquals(expected[1], array(onnx.output("other")), tolerance);
      }

      byte[] policy = Exports.policy(bound, network, actions);
      try (OnnxSession onnx = new OnnxSession(policy, batch)) {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        new ObservationTensors(onnx, onnx.inputNames(), batch).putInto(inputs, observations);
        onnx.run(inputs);
        float[] values = array(onnx.output("q_values").asFloatBuffer());
        assertArrayEquals(expected[0], values, tolerance);
        for (int row = 0; row < batch; row++) {
          assertEquals(
              argMax(values, row * actions, actions),
              onnx.output(OnnxExporter.ACTION).getLong(row * Long.BYTES));
        }
      }
    }
  }

  private static float largest(float[][] arrays) {
    float largest = 0;
    for (float[] array : arrays) {
      for (float value : array) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }

  private static float[] array(FloatBuffer buffer) {
    float[] array = new float[buffer.capacity()];
    buffer.get(0, array);
    return array;
  }

  private static int argMax(float[] values, int start, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (values[start + i] > values[start + best]) {
        best = i;
      }
    }
    return best;
  }
}
