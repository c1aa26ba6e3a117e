package dev.rookery.benchmarks;

import dev.rookery.core.policy.PolicyAlgorithm;
import java.util.List;
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
 * The limit of {@link PpoLearnerBenchmark}: one forward and backward pass of the same network on
 * one minibatch with a given gradient of the outputs, by the engine alone.
 */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init")
public class BarePpoNetworkBenchmark {

  /** Steps of a minibatch. */
  @Param({"64", "256"})
  public int minibatch;

  private BareNetwork network;

  /** Makes the network. */
  @Setup
  public void open() {
    try (PolicyAlgorithm algorithm = PpoRound.algorithm(PpoRound.config(minibatch))) {
      network = new BareNetwork(algorithm.network(), minibatch, List.of());
    }
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    network.close();
  }

  /** One forward and backward pass. */
  @Benchmark
  public float[] forwardAndBackward() {
    return network.forwardAndBackward();
  }
}
