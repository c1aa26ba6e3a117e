package dev.rookery.core.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.rookery.core.onnx.Exports;
import dev.rookery.environment.Space;
import dev.rookery.parameters.ParameterLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Both ways to compute a noisy layer are the map that its paper defines. */
class NoisyDenseLayerProperties {

  @Property(tries = 150)
  void withSharedNoiseWithNoiseOfItsOwnAndWithoutItIsTheNoisyLinearMap(
      @ForAll @IntRange(min = 1, max = 5) int batch,
      @ForAll @IntRange(min = 1, max = 9) int inputs,
      @ForAll @IntRange(min = 1, max = 7) int outputs,
      @ForAll long seed) {
    Space space = Space.box(-2, 2, inputs);
    Network network =
        NetworkSpec.forObservations(space)
            .withNoise(0.5)
            .withHeads(new LinearHead("y", outputs))
            .build();
    ByteBuffer observations = Exports.observations(space, batch, seed);
    float[] parameters = Initializers.uniform(network.parameterLayout(), seed);
    Map<String, float[]> named = named(network.parameterLayout(), parameters);
    int size = inputs + outputs;
    float[] own = new float[batch * size];
    new FactorisedNoise(size).draw(own, new SplittableRandom(seed));
    float[] shared = Arrays.copyOf(own, size);

    try (BoundNetwork bound = new BoundNetwork(network, parameters)) {
      for (List<float[]> noise : List.of(List.of(own), List.of(shared), List.<float[]>of())) {
        float[] actual = bound.forward(observations, batch, noise);
        float[] expected = new float[batch * outputs];
        for (int row = 0; row < batch; row++) {
          float[] drawn = noise.isEmpty() ? new float[size] : noise.get(0);
          int from = drawn.length == size ? 0 : row * size;
          float[] x = new float[inputs];
          observations.asFloatBuffer().get(row * inputs, x);
          float[] y = new float[outputs];
          FactorisedNoise.linear(
              x,
              named.get("y.weight"),
              named.get("y.weight_sigma"),
              named.get("y.bias"),
              named.get("y.bias_sigma"),
              Arrays.copyOfRange(drawn, from, from + inputs),
              Arrays.copyOfRange(drawn, from + inputs, from + size),
              y);
          System.arraycopy(y, 0, expected, row * outputs, outputs);
        }
        assertArrayEquals(expected, actual, 2e-5f);
      }
    }
  }

  private static Map<String, float[]> named(ParameterLayout layout, float[] values) {
    Function<ParameterLayout.Entry, float[]> slice =
        e -> Arrays.copyOfRange(values, e.offset(), e.offset() + e.size());
    return layout.entries().stream().collect(Collectors.toMap(ParameterLayout.Entry::name, slice));
  }
}
