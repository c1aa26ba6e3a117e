package dev.rookery.benchmarks;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.experience.ExperienceStore;
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
 * Minibatch updates of PPO. A round has 20 epochs of 2,048 steps; when one is over the learner gets
 * the same steps again, and what a round begins with is a part of the measurement.
 */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init")
public class PpoLearnerBenchmark {

  /** Steps of a minibatch. */
  @Param({"64", "256"})
  public int minibatch;

  private PpoRound round;
  private Algorithm algorithm;
  private ExperienceStore store;
  private Learner learner;

  /** Makes the learner and gives it its first round. */
  @Setup
  public void open() {
    PpoConfig config = PpoRound.config(minibatch);
    round = new PpoRound(config);
    algorithm = PpoRound.algorithm(config);
    store = algorithm.createStore();
    learner = algorithm.createLearner(PpoRound.learner(), store);
    round.feed(store);
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    learner.close();
    store.close();
    algorithm.close();
  }

  /** Makes one update. */
  @Benchmark
  public LearnerStep update() {
    LearnerStep made = learner.step();
    if (made == LearnerStep.PUBLISH) {
      round.feed(store);
    }
    return made;
  }
}
