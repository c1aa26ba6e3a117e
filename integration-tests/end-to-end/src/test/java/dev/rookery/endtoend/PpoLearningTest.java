package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
 * PPO learns what environments of one kind of difficulty each need, in lockstep with two actors.
 */
class PpoLearningTest {

  /** Rounds of 128 steps. */
  private static final PpoConfig PLAIN =
      PpoConfig.defaults()
          .withStepsPerRound(16)
          .withMinibatchSize(64)
          .withHiddenLayers(List.of(32))
          .withDiscount(0.9)
          .withLearningRate(3e-3);

  @TempDir private Path folder;

  static Stream<PpoConfig> options() {
    return Stream.of(
        PLAIN,
        PLAIN.withObjective(PpoObjective.PENALTY).withTargetDivergence(0.02),
        PLAIN.withValueClip(0.5).withTargetDivergence(0.05).withEntropyCoefficient(0.01));
  }

  static Stream<PpoConfig> continuousOptions() {
    return Stream.of(PLAIN, PLAIN.withSquashed(true).withEntropyCoefficient(1e-4));
  }

  @ParameterizedTest
  @MethodSource("options")
  void whatIsObservedReachesTheAction(PpoConfig config) throws Exception {
    assertEquals(1, train("ProbeIdentity-v0", config, 3_000));
  }

  @ParameterizedTest
  @MethodSource("options")
  void aDelayedRewardFindsItsWayBack(PpoConfig config) throws Exception {
    assertEquals(1, train("ProbeDelayedReward-v0", config, 6_000));
  }

  /** The environment refuses illegal actions. */
  @ParameterizedTest
  @MethodSource("options")
  void theBestLegalActionIsTaken(PpoConfig config) throws Exception {
    assertTrue(train("ProbeLegalActions-v0", config, 12_000) > 3.3);
  }

  @Test
  void allNamedPartsReachTheAction() throws Exception {
    assertEquals(1, train("ProbeNamedParts-v0", PLAIN, 6_000));
  }

  @ParameterizedTest
  @MethodSource("continuousOptions")
  void whatIsObservedReachesAContinuousAction(PpoConfig config) throws Exception {
    double score = train("ProbeContinuousIdentity-v0", config, 20_000);
    assertTrue(score > -0.02, "" + score);
  }

  private double train(String environment, PpoConfig config, long steps)
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
