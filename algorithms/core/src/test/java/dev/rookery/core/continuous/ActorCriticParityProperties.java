package dev.rookery.core.continuous;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.core.network.Activation;
import dev.rookery.core.network.BoundNetwork;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.onnx.Exports;
import dev.rookery.core.onnx.OnnxExporter;
import dev.rookery.core.onnx.OnnxNetwork;
import dev.rookery.core.onnx.OnnxType;
import dev.rookery.environment.Space;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.testkit.environment.SpaceArbitraries;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ActorCriticParityProperties {

  @Provide
  Arbitrary<Space> observations() {
    return Arbitraries.oneOf(
        SpaceArbitraries.vectors().map(space -> (Space) space),
        SpaceArbitraries.discrete().map(space -> (Space) space),
        SpaceArbitraries.multiDiscrete().map(space -> (Space) space),
        Arbitraries.of(
            Space.box(-1, 1, 2, 3),
            Space.image(8, 9, 3, 255),
            Space.dict("image", Space.image(5, 5, 1, 255)).and("speed", Space.box(-1, 1, 2)),
            Space.dict("gear", Space.discrete(3)).and("image", Space.image(3, 7, 1, 1))));
  }

  @Provide
  Arbitrary<List<Integer>> layers() {
    return Arbitraries.integers().between(1, 20).list().ofMaxSize(2);
  }

  @Property(tries = 80)
  void djlAndOnnxRuntimeAgree(
      @ForAll("observations") Space space,
      @ForAll @IntRange(min = 1, max = 4) int actions,
      @ForAll("layers") List<Integer> policyLayers,
      @ForAll("layers") List<Integer> criticLayers,
      @ForAll Activation activation,
      @ForAll @IntRange(min = 1, max = 5) int batch,
      @ForAll long seed) {
    ActorCritic network = new ActorCritic(space, actions, activation, policyLayers, criticLayers);
    float[] initial = Initializers.uniform(network.parameterLayout(), seed);
    ByteBuffer observations = Exports.observations(space, batch, seed);
    try (BoundNetwork bound = new BoundNetwork(network, initial)) {
      float[][] expected = bound.forward(space, observations, batch);
      byte[] model =
          new OnnxExporter(space, bound.parameters(), bound.layout())
              .actingModel(
                  (graph, observation) -> {
                    List<String> values = graph.export(network, observation);
                    graph.output("a", values.get(0), OnnxType.FLOAT32, List.of(actions));
                    graph.output("q", values.get(1), OnnxType.FLOAT32, List.of(1));
                  });
      try (OnnxNetwork onnx = new OnnxNetwork(model, bound.layout(), batch)) {
        onnx.update(bound.snapshot(1));
        onnx.run(observations);
        assertArrayEquals(expected[0], array(onnx.output("a")), 1e-5f);
        float largest = Math.max(1, Math.abs(expected[1][0]));
        assertArrayEquals(expected[1], array(onnx.output("q")), 1e-5f * largest);
        for (float number : expected[0]) {
          assertTrue(Math.abs(number) <= 1);
        }
      }
    }
  }

  private static float[] array(FloatBuffer buffer) {
    float[] array = new float[buffer.capacity()];
    buffer.get(0, array);
    return array;
  }

  @Example
  void parametersLieSideBySideAndLastLayersStartSmall() {
    ActorCritic network =
        new ActorCritic(Space.box(-1, 1, 3), 2, Activation.RELU, List.of(8), List.of(5));
    ParameterLayout layout = network.parameterLayout();
    assertEquals(
        List.of(
            "policy.hidden0.weight [8, 3]",
            "policy.hidden0.bias [8]",
            "policy.action.weight [2, 8]",
            "policy.action.bias [2]",
            "critic.hidden0.weight [5, 5]",
            "critic.hidden0.bias [5]",
            "critic.q_value.weight [1, 5]",
            "critic.q_value.bias [1]"),
        layout.entries().stream().map(e -> e.name() + " " + e.shape()).toList());
    float[] values = Initializers.firstValues(network, 1);
    for (ParameterLayout.Entry entry : layout.entries()) {
      float largest = 0;
      for (int i = entry.offset(); i < entry.offset() + entry.size(); i++) {
        largest = Math.max(largest, Math.abs(values[i]));
      }
      boolean last = entry.name().contains(".action.") || entry.name().contains(".q_value.");
      assertEquals(last, largest <= 3e-3f, entry.name() + " " + largest);
    }
  }
}
