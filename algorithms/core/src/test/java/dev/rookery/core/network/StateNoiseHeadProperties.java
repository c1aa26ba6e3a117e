package dev.rookery.core.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.algorithm.Device;
import dev.rookery.core.engine.TensorMemory;
import dev.rookery.core.learning.LearnerTensors;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.onnx.Exports;
import dev.rookery.core.onnx.OnnxBody;
import dev.rookery.core.onnx.OnnxGraph;
import dev.rookery.core.onnx.OnnxNetwork;
import dev.rookery.core.onnx.OnnxType;
import dev.rookery.environment.Space;
import dev.rookery.parameters.ParameterLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** What the head computes in DJL and in ONNX is what it says in plain arithmetic. */
class StateNoiseHeadProperties {

  private static final int INPUTS = 3;
  private static final int FEATURES = 4;
  private static final Space SPACE = Space.box(-2, 2, INPUTS);

  private static Network network(int numbers) {
    return NetworkSpec.forObservations(SPACE)
        .withActivation(Activation.TANH)
        .withHeads(new StateNoiseHead("policy", numbers, List.of(FEATURES), 0.5))
        .build();
  }

  /** The head in plain Java, in float64. */
  private record Reference(ParameterLayout layout, float[] values, int numbers) {

    double at(String name, int index) {
      ParameterLayout.Entry entry =
          layout.entries().stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
      return values[entry.offset() + index];
    }

    double[] features(float[] x) {
      double[] f = new double[FEATURES];
      for (int i = 0; i < FEATURES; i++) {
        f[i] = at("policy.mean.hidden0.bias", i);
        for (int j = 0; j < INPUTS; j++) {
          f[i] += at("policy.mean.hidden0.weight", i * INPUTS + j) * x[j];
        }
        f[i] = Math.tanh(f[i]);
      }
      return f;
    }

    double mean(float[] x, int number) {
      double[] f = features(x);
      double mean = at("policy.mean.output.bias", number);
      for (int i = 0; i < FEATURES; i++) {
        mean += at("policy.mean.output.weight", number * FEATURES + i) * f[i];
      }
      return mean;
    }

    double sigma(int number, int feature) {
      return Math.exp(at("policy.log_deviation", number * FEATURES + feature));
    }

    double deviation(double[] f, int number) {
      double variance = 1e-6;
      for (int i = 0; i < FEATURES; i++) {
        variance += f[i] * f[i] * sigma(number, i) * sigma(number, i);
      }
      return Math.sqrt(variance);
    }
  }

  private static float[] observation(ByteBuffer observations, int row) {
    float[] x = new float[INPUTS];
    observations.asFloatBuffer().get(row * INPUTS, x);
    return x;
  }

  @Property(tries = 40)
  void djlAndOnnxMakeMeansDeviationsAndNoiseOfTheFeatures(
      @ForAll @IntRange(min = 1, max = 3) int numbers,
      @ForAll @IntRange(min = 1, max = 5) int batch,
      @ForAll long seed) {
    Network network = network(numbers);
    float[] values = Initializers.uniform(network.parameterLayout(), seed);
    Reference reference = new Reference(network.parameterLayout(), values, numbers);
    ByteBuffer observations = Exports.observations(SPACE, batch, seed);
    int noiseSize = network.stateNoiseSize("policy");
    assertEquals(numbers * FEATURES, noiseSize);
    float[] drawn = new float[batch * noiseSize];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = (float) random.nextGaussian();
    }
    float[] expected = new float[batch * 2 * numbers];
    float[] expectedNoise = new float[batch * numbers];
    for (int b = 0; b < batch; b++) {
      float[] x = observation(observations, b);
      double[] f = reference.features(x);
      for (int j = 0; j < numbers; j++) {
        double deviation = reference.deviation(f, j);
        expected[b * 2 * numbers + j] = (float) reference.mean(x, j);
        expected[b * 2 * numbers + numbers + j] = (float) Math.log(deviation);
        double noise = 0;
        for (int i = 0; i < FEATURES; i++) {
          noise += f[i] * reference.sigma(j, i) * drawn[b * noiseSize + j * FEATURES + i];
        }
        expectedNoise[b * numbers + j] = (float) (noise / deviation);
      }
    }
    OnnxBody body =
        (graph, inputs) -> {
          String input = graph.input("drawn", OnnxType.FLOAT32, List.of(noiseSize));
          List<String> wanted = List.of("policy");
          Map<String, String> plain = network.exportHeads(graph, inputs, wanted);
          Map<String, String> noisy = network.exportHeads(graph, inputs, wanted, input);
          output(graph, "plain", plain.get("policy"), 2 * numbers);
          output(graph, "policy", noisy.get("policy"), 2 * numbers);
          output(graph, "noise", noisy.get(Network.STATE_NOISE), numbers);
        };
    try (BoundNetwork bound = new BoundNetwork(network, values);
        OnnxNetwork onnx =
            new OnnxNetwork(network.exporter().actingModel(body), bound.layout(), batch)) {
      assertArrayEquals(expected, bound.forward(observations, batch, List.of()), 1e-5f);
      onnx.update(bound.snapshot(1));
      onnx.input("drawn").put(0, drawn);
      onnx.run(observations);
      assertArrayEquals(expected, read(onnx, "plain", expected.length), 1e-5f);
      assertArrayEquals(expected, read(onnx, "policy", expected.length), 1e-5f);
      assertArrayEquals(expectedNoise, read(onnx, "noise", expectedNoise.length), 1e-4f);
    }
  }

  private static void output(OnnxGraph graph, String name, @Nullable String value, int size) {
    graph.output(name, Objects.requireNonNull(value), OnnxType.FLOAT32, List.of(size));
  }

  private static float[] read(OnnxNetwork onnx, String output, int size) {
    float[] values = new float[size];
    onnx.output(output).get(0, values);
    return values;
  }

  /** Deviations have a gradient for σ alone, not for what the features are made of. */
  @Property(tries = 25)
  void gradientsAreThoseOfFiniteDifferencesWithTheFeaturesOfDeviationsHeld(
      @ForAll @IntRange(min = 1, max = 3) int numbers, @ForAll long seed) {
    Network network = network(numbers);
    ParameterLayout layout = network.parameterLayout();
    float[] values = Initializers.uniform(layout, seed);
    int batch = 3;
    ByteBuffer observations = Exports.observations(SPACE, batch, seed);
    float[] byOutput = new float[batch * 2 * numbers];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < byOutput.length; i++) {
      byOutput[i] = (float) random.nextDouble(-1, 1);
    }
    float[] gradient = gradient(network, values, observations, batch, byOutput);
    Reference fixed = new Reference(layout, values, numbers);
    for (int i = 0; i < values.length; i++) {
      double h = 1e-3;
      double slope =
          (loss(fixed, moved(values, i, h), observations, byOutput)
                  - loss(fixed, moved(values, i, -h), observations, byOutput))
              / ((double) moved(values, i, h)[i] - moved(values, i, -h)[i]);
      assertEquals(slope, gradient[i], 2e-3 * (1 + Math.abs(slope)), "parameter " + i);
    }
  }

  private static float[] moved(float[] values, int index, double by) {
    float[] moved = values.clone();
    moved[index] += (float) by;
    return moved;
  }

  /** A weighted sum of all outputs; deviations are of the features with the fixed parameters. */
  private static double loss(
      Reference fixed, float[] values, ByteBuffer observations, float[] weights) {
    int numbers = fixed.numbers();
    Reference own = new Reference(fixed.layout(), values, numbers);
    double sum = 0;
    for (int b = 0; b < weights.length / (2 * numbers); b++) {
      float[] x = observation(observations, b);
      double[] held = fixed.features(x);
      for (int j = 0; j < numbers; j++) {
        int at = b * 2 * numbers + j;
        sum += weights[at] * own.mean(x, j);
        sum += weights[at + numbers] * Math.log(own.deviation(held, j));
      }
    }
    return sum;
  }

  private static float[] gradient(
      Network network, float[] values, ByteBuffer observations, int batch, float[] byOutput) {
    try (TrainableNetwork trainable = new TrainableNetwork(network, true);
        LearnerTensors tensors = new LearnerTensors(TensorMemory.of(Device.CPU))) {
      trainable.arena().write(values);
      LearnerTensors.Input input = tensors.floats(batch, INPUTS);
      float[] x = new float[batch * INPUTS];
      observations.asFloatBuffer().get(0, x);
      input.write(x);
      try (LearnerTensors.Scratch scratch = tensors.begin()) {
        var output = trainable.forwardRecording(input.tensor());
        scratch.backward(output, byOutput);
      }
      float[] gradient = new float[values.length];
      trainable.arena().takeGradients(gradient);
      return gradient;
    }
  }

  /**
   * So hyperbolic tangents at their bounds, whose squares are 1, have the deviation of the head.
   */
  @Example
  void theFirstDeviationIsThatOfFeaturesAtTheirBounds() {
    Network network = network(2);
    float[] first = Initializers.firstValues(network, 1);
    Reference reference = new Reference(network.parameterLayout(), first, 2);
    double[] bounds = new double[FEATURES];
    Arrays.fill(bounds, -1);
    assertEquals(0.5, reference.deviation(bounds, 1), 1e-5);
  }

  @Example
  void otherHeadsMakeNoNoise() {
    Network other =
        NetworkSpec.forObservations(SPACE)
            .withHeads(new GaussianHead("policy", 1, List.of(FEATURES), 0.5))
            .build();
    assertEquals(0, other.stateNoiseSize("policy"));
    assertThrows(IllegalArgumentException.class, () -> other.stateNoiseSize("value"));
  }
}
