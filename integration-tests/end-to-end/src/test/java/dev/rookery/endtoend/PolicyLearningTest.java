package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.a3c.A3cConfig;
import dev.rookery.a3c.AsyncQConfig;
import dev.rookery.a3c.AsyncTarget;
import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.core.workers.Aggregation;
import dev.rookery.impala.AppoConfig;
import dev.rookery.impala.ImpalaConfig;
import dev.rookery.ppo.PpoConfig;
import dev.rookery.ppo.PpoObjective;
import dev.rookery.training.StopCondition;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingReport;
import dev.rookery.training.TrainingRun;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Algorithms without replay, most of which learn a policy, learn what environments of one kind of
 * difficulty each need, in lockstep with two actors.
 */
class PolicyLearningTest {

  /** Rounds of 128 steps. */
  private static final PpoConfig PPO =
      PpoConfig.defaults()
          .withStepsPerRound(16)
          .withMinibatchSize(64)
          .withHiddenLayers(List.of(32))
          .withDiscount(0.9)
          .withLearningRate(3e-3);

  private static final AppoConfig APPO =
      AppoConfig.defaults()
          .withSegmentSteps(8)
          .withHiddenLayers(List.of(32))
          .withDiscount(0.9)
          .withLearningRate(5e-3);

  private static final ImpalaConfig IMPALA =
      ImpalaConfig.defaults()
          .withSegmentSteps(8)
          .withBatchSegments(4)
          .withNormalizeAdvantages(true)
          .withHiddenLayers(List.of(32))
          .withDiscount(0.9)
          .withLearningRate(5e-3);

  private static final A3cConfig A3C =
      A3cConfig.defaults()
          .withRolloutSteps(8)
          .withNormalizeAdvantages(true)
          .withHiddenLayers(List.of(32))
          .withDiscount(0.9)
          .withLearningRate(5e-3);

  private static final AsyncQConfig ASYNC =
      AsyncQConfig.defaults()
          .withRolloutSteps(4)
          .withHiddenLayers(List.of(32))
          .withDiscount(0.9)
          .withTargetUpdateInterval(20)
          .withEpsilonEnd(0.1)
          .withEpsilonSteps(2_000)
          .withLearningRate(5e-3);

  @TempDir private Path folder;

  static Stream<AlgorithmConfig> options() {
    return Stream.of(
        PPO,
        PPO.withObjective(PpoObjective.PENALTY).withTargetDivergence(0.02),
        PPO.withValueClip(0.5).withTargetDivergence(0.05).withEntropyCoefficient(0.01),
        APPO,
        IMPALA,
        A3C,
        A3C.withAggregation(Aggregation.GRADIENTS),
        A3C.withAggregation(Aggregation.AVERAGE_WEIGHTS),
        ASYNC,
        ASYNC.withTarget(AsyncTarget.N_STEP_Q),
        ASYNC.withTarget(AsyncTarget.SARSA));
  }

  static Stream<AlgorithmConfig> continuousOptions() {
    return Stream.of(PPO, PPO.withSquashed(true).withEntropyCoefficient(1e-4), APPO, A3C);
  }

  @ParameterizedTest
  @MethodSource("options")
  void whatIsObservedReachesTheAction(AlgorithmConfig config) throws Exception {
    assertEquals(1, train("ProbeIdentity-v0", config, 3_000));
  }

  @ParameterizedTest
  @MethodSource("options")
  void aDelayedRewardFindsItsWayBack(AlgorithmConfig config) throws Exception {
    assertEquals(1, train("ProbeDelayedReward-v0", config, 6_000));
  }

  /** The environment refuses illegal actions. */
  @ParameterizedTest
  @MethodSource("options")
  void theBestLegalActionIsTaken(AlgorithmConfig config) throws Exception {
    assertTrue(train("ProbeLegalActions-v0", config, 12_000) > 3.3);
  }

  @Test
  void allNamedPartsReachTheAction() throws Exception {
    assertEquals(1, train("ProbeNamedParts-v0", PPO, 6_000));
  }

  @ParameterizedTest
  @MethodSource("continuousOptions")
  void whatIsObservedReachesAContinuousAction(AlgorithmConfig config) throws Exception {
    double score = train("ProbeContinuousIdentity-v0", config, 20_000);
    assertTrue(score > -0.02, "" + score);
  }

  private double train(String environment, AlgorithmConfig config, long steps)
      throws InterruptedException {
    try (TrainingRun run =
        Training.builder()
            .environment(environment)
            .algorithm(config)
            .actors(2)
            .environmentsPerActor(4)
            .seed(1)
            .lockstep(true)
            .stopWhen(StopCondition.steps(steps).overEpisodes(100))
            .set("evaluationInterval", 0)
            .set("metrics", List.of())
            .runDirectory(folder.resolve("run"))
            .start()) {
      TrainingReport report = run.await();
      return report.evaluation().meanReturn();
    }
  }
}
