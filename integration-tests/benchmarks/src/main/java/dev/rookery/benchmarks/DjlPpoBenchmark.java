package dev.rookery.benchmarks;

import dev.rookery.core.engine.TorchEngine;
import dev.rookery.ppo.PpoConfig;
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
 * The baseline of {@link PpoLearnerBenchmark}: the same updates with DJL's own {@code Trainer},
 * optimizer, gradient collector and tensor operations, on minibatches of the same steps.
 */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init")
public class DjlPpoBenchmark {

  /** Steps of a minibatch. */
  @Param({"64", "256"})
  public int minibatch;

  private DjlPpoUpdate djl;

  /** Makes the network. */
  @Setup
  public void open() {
    TorchEngine.newManager().close(); // starts the engine with the same settings
    PpoConfig config = PpoRound.config(minibatch);
    djl = new DjlPpoUpdate(config, new PpoRound(config));
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    djl.close();
  }

  /** Makes one update. */
  @Benchmark
  public float update() {
    return djl.update();
  }
}
