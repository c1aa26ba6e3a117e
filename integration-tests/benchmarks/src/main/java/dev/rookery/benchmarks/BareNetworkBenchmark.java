package dev.rookery.benchmarks;

import dev.rookery.core.value.QLoss;
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

  private BareNetwork network;

  /** Makes the network. */
  @Setup
  public void open() {
    ValueUpdate update = ValueUpdate.valueOf(algorithm);
    QLoss loss = update.qFunction().createLoss(update.batch, update.actions);
    network = new BareNetwork(update.network(), update.batch, loss.inputs(QLoss.Pass.PREDICTION));
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
