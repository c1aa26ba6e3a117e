package dev.rookery.benchmarks;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.dqn.DqnConfig;
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

/** Updates of DQN with a network of 4-256-256-2 and batches of 64, drawing them included. */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init")
public class LearnerBenchmark {

  private static final LearnerContext LEARNER = new LearnerContext(1, 8, 500_000, 1, Device.CPU);

  /** Plain DQN, or double DQN with gradients clipped by their norm. */
  @Param({"plain", "double-clipped"})
  public String variant;

  private Algorithm algorithm;
  private ReplayBuffer replay;
  private Learner learner;

  /** Fills replay and makes the learner. */
  @Setup
  public void open() {
    DqnConfig config = ReferenceNetwork.config();
    if (variant.equals("double-clipped")) {
      config = config.withDoubleQ(true).withMaximumGradientNorm(10);
    }
    algorithm = ReferenceNetwork.algorithm(config);
    replay = (ReplayBuffer) algorithm.createStore();
    CartPoleRows.fill(replay, 20_000);
    learner = algorithm.createLearner(LEARNER, replay);
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    learner.close();
    replay.close();
    algorithm.close();
  }

  /** Makes one update. */
  @Benchmark
  public LearnerStep update() {
    return learner.step();
  }
}
