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
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.core.value.QLoss;
import dev.rookery.environment.Space;
import dev.rookery.experience.SampleBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The limit of {@link ValueLearnerBenchmark}: one forward and backward pass of the same network on
 * one batch with a given gradient of the outputs, by the engine alone, which gets what is drawn as
 * inputs. Images are convolved by the engine's own operation. No target, no loss, no optimizer, no
 * replay.
 */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init")
public class BareNetworkBenchmark {

  /** Whose network. */
  @Param({"QR_DQN", "IQN", "RAINBOW", "MINATAR_DQN"})
  public String algorithm;

  private TrainableNetwork network;
  private LearnerTensors tensors;
  private NDArray[] inputs;
  private float[] outputs;
  private float[] gradient;

  /** Makes the network. */
  @Setup
  public void open() {
    ValueUpdate update = ValueUpdate.valueOf(algorithm);
    Network description = update.network();
    network = new TrainableNetwork(update.network(), true);
    network.arena().write(Initializers.firstValues(description, 1));
    tensors = new LearnerTensors(TensorMemory.of(Device.CPU));
    SplittableRandom random = new SplittableRandom(1);
    int rows = update.batch;
    List<LearnerTensors.Input> made = new ArrayList<>();
    SampleBatch batch =
        new SampleBatch(
            TransitionSchema.of(update.observations, Space.discrete(update.actions)), rows);
    made.add(tensors.column(batch, TransitionSchema.OBSERVATION));
    QLoss loss = update.qFunction().createLoss(rows, update.actions);
    for (RandomInput drawn : loss.inputs(QLoss.Pass.PREDICTION)) {
      made.add(drawn(drawn, rows, random));
    }
    if (description.noiseSize() > 0) {
      made.add(drawn(new FactorisedNoise(description.noiseSize()), 1, random));
    }
    inputs = made.stream().map(LearnerTensors.Input::tensor).toArray(NDArray[]::new);
    outputs =
        new float
            [rows * Math.max(1, description.spec().quantileSamples()) * description.outputSize()];
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

  /** Frees everything. */
  @TearDown
  public void close() {
    tensors.close();
    network.close();
  }

  /** One forward and backward pass. */
  @Benchmark
  public float[] forwardAndBackward() {
    try (LearnerTensors.Scratch scratch = tensors.begin()) {
      NDArray output = network.forwardRecording(inputs);
      scratch.read(output, outputs);
      scratch.backward(output, gradient);
      return outputs;
    }
  }
}
