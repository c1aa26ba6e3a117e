package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.apex.ApeXDqnConfig;
import dev.rookery.dqn.DqnConfig;
import dev.rookery.training.StopCondition;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingReport;
import dev.rookery.training.TrainingRun;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * DQN, with every option and with all of them, and Ape-X DQN learn the right values of environments
 * whose values are known. Each of these environments fails for one kind of mistake; see their
 * documentation.
 */
class LearningTest {

  private static final double DISCOUNT = 0.9;

  /** Small and hasty, with so much exploration that every action is seen often. */
  private static final DqnConfig PLAIN =
      DqnConfig.defaults()
          .withDoubleQ(false)
          .withDiscount(DISCOUNT)
          .withHiddenLayers(List.of(32))
          .withLearningRate(3e-3)
          .withFinalLearningRate(1e-4)
          .withLearningRateSteps(1500)
          .withBatchSize(32)
          .withReplayCapacity(1000)
          .withLearningStarts(100)
          .withSamplesPerInsert(32)
          .withTargetUpdateInterval(10)
          .withEpsilonEnd(0.5)
          .withEpsilonSteps(500);

  /** As small; every environment explores as much as DQN does at last. */
  private static final ApeXDqnConfig APE_X =
      ApeXDqnConfig.defaults()
          .withDiscount(DISCOUNT)
          .withHiddenLayers(List.of(32))
          .withLearningRate(3e-3)
          .withFinalLearningRate(1e-4)
          .withLearningRateSteps(1500)
          .withBatchSize(32)
          .withReplayCapacity(1000)
          .withTrimInterval(50)
          .withLearningStarts(100)
          .withSamplesPerInsert(32)
          .withTargetUpdateInterval(10)
          .withEpsilon(0.5)
          .withEpsilonExponent(0);

  @TempDir private Path folder;

  static Stream<AlgorithmConfig> options() {
    return Stream.of(
        PLAIN,
        PLAIN.withDoubleQ(true),
        PLAIN.withDueling(true),
        PLAIN.withPrioritized(true),
        PLAIN.withNStep(3),
        PLAIN.withDoubleQ(true).withDueling(true).withPrioritized(true).withNStep(3),
        APE_X);
  }

  @ParameterizedTest
  @MethodSource("options")
  void aConstantRewardHasItsValue(AlgorithmConfig config) throws Exception {
    TrainingReport report = train("ProbeConstantReward-v0", config);
    try (QValues q = new QValues(policy(report))) {
      assertValues(0.05, q.of(1), 1, 1);
    }
  }

  @ParameterizedTest
  @MethodSource("options")
  void whatIsObservedReachesTheAction(AlgorithmConfig config) throws Exception {
    TrainingReport report = train("ProbeIdentity-v0", config);
    assertEquals(1, report.evaluation().meanReturn());
    try (QValues q = new QValues(policy(report))) {
      assertValues(0.05, q.of(1, 0), 1, 0);
      assertValues(0.05, q.of(0, 1), 0, 1);
      assertEquals(0, q.action(1, 0));
      assertEquals(1, q.action(0, 1));
    }
  }

  /** Who took the cut after five steps for the end would find about 3.6. */
  @ParameterizedTest
  @MethodSource("options")
  void truncationIsNotTheEnd(AlgorithmConfig config) throws Exception {
    TrainingReport report = train("ProbeTruncation-v0", config);
    double forEver = 1 / (1 - DISCOUNT);
    try (QValues q = new QValues(policy(report))) {
      assertValues(0.3, q.of(1), forEver, forEver);
    }
  }

  @ParameterizedTest
  @MethodSource("options")
  void aDelayedRewardFindsItsWayBack(AlgorithmConfig config) throws Exception {
    TrainingReport report = train("ProbeDelayedReward-v0", config);
    assertEquals(1, report.evaluation().meanReturn());
    double twoStepsLater = DISCOUNT * DISCOUNT;
    try (QValues q = new QValues(policy(report))) {
      assertValues(0.07, q.of(1, 0, 0, 0, 0), 0, twoStepsLater);
      assertValues(0.07, q.of(0, 1, 0, 0, 1), DISCOUNT, DISCOUNT);
      assertValues(0.07, q.of(0, 0, 1, 0, 0), 0, 0);
    }
  }

  private TrainingReport train(String environment, AlgorithmConfig config)
      throws InterruptedException {
    try (TrainingRun run =
        Training.builder()
            .environment(environment, Map.of())
            .algorithm(config)
            .seed(1)
            .lockstep(true)
            .stopWhen(StopCondition.steps(2000).overEpisodes(20))
            .set("evaluationInterval", 0)
            .set("metrics", List.of())
            .runDirectory(folder.resolve("run"))
            .start()) {
      return run.await();
    }
  }

  private static Path policy(TrainingReport report) {
    return report.runDirectory().resolve("policy.onnx");
  }

  private static void assertValues(double tolerance, float[] actual, double... expected) {
    double[] values = new double[actual.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = actual[i];
    }
    assertArrayEquals(expected, values, tolerance, Arrays.toString(actual));
  }
}
