package dev.rookery.benchmarks;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.LearnerStep;
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

/** Updates of the value-based algorithms, drawing batches included. */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init")
public class ValueLearnerBenchmark {

  private static final LearnerContext LEARNER = new LearnerContext(1, 8, 500_000, 1, Device.CPU);

  /** Whose update. */
  @Param({"QR_DQN", "IQN", "RAINBOW", "MINATAR_DQN"})
  public String algorithm;

  private Algorithm made;
  private ReplayBuffer replay;
  private Learner learner;

  /** Fills replay and makes the learner. */
  @Setup
  public void open() {
    ValueUpdate update = ValueUpdate.valueOf(algorithm);
    made = update.algorithm();
    replay = (ReplayBuffer) made.createStore();
    Rows.fill(replay, 20_000, update.actions);
    learner = made.createLearner(LEARNER, replay);
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    learner.close();
    replay.close();
    made.close();
  }

  /** Makes one update. */
  @Benchmark
  public LearnerStep update() {
    return learner.step();
  }
}
