package dev.rookery.benchmarks;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.apex.ApeXDqnConfig;
import dev.rookery.apex.ApeXDqnProvider;
import dev.rookery.environment.Environment;
import dev.rookery.experience.ReplayBuffer;
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
 * Updates of Ape-X DQN on CartPole's rows with batches of 512, from a replay of 200,000, with the
 * next batch drawn on a thread of its own or not.
 */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init")
public class ApeXLearnerBenchmark {

  private static final LearnerContext LEARNER = new LearnerContext(1, 8, 500_000, 1, Device.CPU);

  private static final int ROWS = 200_000;

  /** Whether batches are drawn ahead of time. */
  @Param({"true", "false"})
  public boolean prefetch;

  /** Units of each of the two hidden layers. */
  @Param({"256", "128"})
  public int hidden;

  private Algorithm algorithm;
  private ReplayBuffer replay;
  private Learner learner;

  /** Fills replay and makes the learner. */
  @Setup
  public void open() {
    ApeXDqnConfig config =
        ApeXDqnConfig.defaults()
            .withHiddenLayers(List.of(hidden, hidden))
            .withReplayCapacity(ROWS)
            .withPrefetch(prefetch);
    try (Environment sample = ReferenceNetwork.environment()) {
      algorithm =
          new ApeXDqnProvider()
              .create(
                  config,
                  new AlgorithmContext(
                      "CartPole-v1", sample.observationSpace(), sample.actionSpace(), 1));
    }
    replay = (ReplayBuffer) algorithm.createStore();
    CartPoleRows.fill(replay, ROWS);
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
