package dev.rookery.benchmarks;

import dev.rookery.algorithm.Device;
import dev.rookery.core.engine.TensorMemory;
import dev.rookery.core.learning.ForwardPass;
import dev.rookery.core.learning.LearnerTensors;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.network.Network;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.core.value.QLoss;
import dev.rookery.environment.Space;
import dev.rookery.experience.SampleBatch;
import java.util.Arrays;
import java.util.SplittableRandom;
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
 * one batch with a given gradient of the outputs. No target, no loss, no optimizer, no replay.
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
  private ForwardPass pass;
  private float[] gradient;

  /** Makes the network. */
  @Setup
  public void open() {
    ValueUpdate update = ValueUpdate.valueOf(algorithm);
    Network description = update.network();
    network = new TrainableNetwork(update.network(), true);
    network.arena().write(Initializers.firstValues(description, 1));
    tensors = new LearnerTensors(TensorMemory.of(Device.CPU));
    SampleBatch batch =
        new SampleBatch(
            TransitionSchema.of(update.observations, Space.discrete(update.actions)), update.batch);
    pass =
        new ForwardPass(
            description,
            network,
            tensors,
            update.batch,
            tensors.column(batch, TransitionSchema.OBSERVATION),
            update
                .qFunction()
                .createLoss(update.batch, update.actions)
                .inputs(QLoss.Pass.PREDICTION));
    pass.draw(new SplittableRandom(1));
    try (LearnerTensors.Scratch scratch = tensors.begin()) {
      gradient = new float[pass.run(scratch).length];
    }
    Arrays.fill(gradient, 1e-3f);
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
      float[] outputs = pass.record(scratch);
      pass.backward(scratch, gradient);
      return outputs;
    }
  }
}
