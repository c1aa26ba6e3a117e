package dev.rookery.benchmarks;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.core.engine.TorchEngine;
import dev.rookery.experience.ReplayBuffer;
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
 * The baseline of {@link ValueLearnerBenchmark}: the same updates with DJL's own {@code Trainer},
 * optimizer, gradient collector and tensor operations, on batches from the same replay.
 */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init")
public class DjlValueBenchmark {

  /** Whose update. */
  @Param({"QR_DQN", "IQN", "RAINBOW", "MINATAR_DQN"})
  public String algorithm;

  private Algorithm made;
  private ReplayBuffer replay;
  private DjlUpdate djl;

  /** Fills replay and makes the networks. */
  @Setup
  public void open() {
    TorchEngine.newManager().close(); // starts the engine with the same settings
    ValueUpdate update = ValueUpdate.valueOf(algorithm);
    made = update.algorithm();
    replay = (ReplayBuffer) made.createStore();
    Rows.fill(replay, 20_000, update.actions);
    djl =
        switch (update) {
          case QR_DQN -> new DjlQuantileUpdate(update, replay);
          case IQN -> new DjlImplicitQuantileUpdate(update, replay);
          case RAINBOW -> new DjlRainbowUpdate(update, replay);
          case MINATAR_DQN -> new DjlMinAtarUpdate(update, replay);
        };
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    djl.close();
    replay.close();
    made.close();
  }

  /** Makes one update. */
  @Benchmark
  public float update() {
    return djl.update();
  }
}
