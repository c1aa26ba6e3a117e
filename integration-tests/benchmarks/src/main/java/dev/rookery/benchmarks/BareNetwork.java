package dev.rookery.benchmarks;

import ai.djl.ndarray.NDArray;
import dev.rookery.algorithm.Device;
import dev.rookery.core.engine.TensorMemory;
import dev.rookery.core.learning.LearnerTensors;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.network.FactorisedNoise;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.RandomInput;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.SampleBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * A network that is run forward and backward on one batch, with a given gradient of its outputs, by
 * the engine alone.
 */
final class BareNetwork implements AutoCloseable {

  private static final String OBSERVATION = "observation";

  private final TrainableNetwork network;
  private final LearnerTensors tensors;
  private final NDArray[] inputs;
  private final float[] outputs;
  private final float[] gradient;

  /**
   * Makes the network with first values.
   *
   * @param rows of the batch
   * @param sampled inputs beside the observation that are drawn, here once; noise is added
   */
  BareNetwork(Network description, int rows, List<RandomInput> sampled) {
    network = new TrainableNetwork(description.spec().build(), true);
    network.arena().write(Initializers.firstValues(description, 1));
    tensors = new LearnerTensors(TensorMemory.of(Device.CPU));
    SplittableRandom random = new SplittableRandom(1);
    List<LearnerTensors.Input> made = new ArrayList<>();
    ExperienceSchema schema =
        new ExperienceSchema(Column.allOf(OBSERVATION, description.spec().observationSpace()));
    made.add(tensors.column(new SampleBatch(schema, rows), OBSERVATION));
    for (RandomInput source : sampled) {
      made.add(drawn(source, rows, random));
    }
    if (description.noiseSize() > 0) {
      made.add(drawn(new FactorisedNoise(description.noiseSize()), 1, random));
    }
    inputs = made.stream().map(LearnerTensors.Input::tensor).toArray(NDArray[]::new);
    int samples = Math.max(1, description.spec().quantileSamples());
    outputs = new float[rows * samples * description.outputSize()];
    gradient = new float[outputs.length];
    Arrays.fill(gradient, 1e-3f);
  }

  private LearnerTensors.Input drawn(RandomInput source, int rows, SplittableRandom random) {
    List<Integer> shape = source.input().shape();
    long[] dimensions =
        LongStream.concat(LongStream.of(rows), shape.stream().mapToLong(Integer::longValue))
            .toArray();
    LearnerTensors.Input input = tensors.floats(dimensions);
    float[] values = new float[rows * source.input().size()];
    source.draw(values, random);
    input.write(values);
    return input;
  }

  /** One forward and backward pass; returns the outputs. */
  float[] forwardAndBackward() {
    try (LearnerTensors.Scratch scratch = tensors.begin()) {
      NDArray output = network.forwardRecording(inputs);
      scratch.read(output, outputs);
      scratch.backward(output, gradient);
      return outputs;
    }
  }

  @Override
  public void close() {
    tensors.close();
    network.close();
  }
}
