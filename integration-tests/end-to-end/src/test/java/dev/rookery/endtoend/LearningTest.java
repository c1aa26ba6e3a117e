package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.apex.ApeXDqnConfig;
import dev.rookery.apex.DistributionKind;
import dev.rookery.core.settings.ExplorationKind;
import dev.rookery.core.workers.Aggregation;
import dev.rookery.distributeddqn.DistributedDqnConfig;
import dev.rookery.dqn.DqnConfig;
import dev.rookery.iqn.IqnConfig;
import dev.rookery.qrdqn.QrDqnConfig;
import dev.rookery.rainbow.C51Config;
import dev.rookery.rainbow.RainbowConfig;
import dev.rookery.settings.Settings;
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
 * DQN, with every option and with all of them, distributed DQN, Ape-X DQN and the algorithms that
 * learn distributions learn the right values of environments whose values are known. Each of these
 * environments fails for one kind of mistake; see their documentation.
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

  private static final C51Config C51 =
      C51Config.defaults()
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
          .withNStep(1)
          .withEpsilonEnd(0.5)
          .withEpsilonSteps(500);

  private static final QrDqnConfig QR_DQN =
      QrDqnConfig.defaults()
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
          .withNStep(1)
          .withEpsilonEnd(0.5)
          .withEpsilonSteps(500)
          .withQuantiles(20);

  private static final IqnConfig IQN =
      IqnConfig.defaults()
          .withDiscount(DISCOUNT)
          .withHiddenLayers(List.of(32))
          .withLearningRate(5e-3)
          .withFinalLearningRate(1e-4)
          .withLearningRateSteps(1500)
          .withBatchSize(32)
          .withReplayCapacity(1000)
          .withLearningStarts(100)
          .withSamplesPerInsert(32)
          .withTargetUpdateInterval(10)
          .withNStep(1)
          .withEpsilonEnd(0.5)
          .withEpsilonSteps(500);

  private static final RainbowConfig RAINBOW =
      RainbowConfig.defaults()
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
          .withNStep(1)
          .withEpsilonEnd(0.5)
          .withEpsilonSteps(500)
          .withNoisySigma(0.1);

  /** With one agent, which learns as DQN does, and hands each update over. */
  private static final DistributedDqnConfig DISTRIBUTED =
      DistributedDqnConfig.defaults()
          .withDoubleQ(false)
          .withNStep(1)
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

  @TempDir private Path folder;

  static Stream<AlgorithmConfig> options() {
    return Stream.of(
        PLAIN,
        PLAIN.withDoubleQ(true),
        PLAIN.withDueling(true),
        PLAIN.withPrioritized(true),
        PLAIN.withNStep(3),
        PLAIN.withDoubleQ(true).withDueling(true).withPrioritized(true).withNStep(3),
        APE_X,
        C51,
        QR_DQN,
        IQN,
        RAINBOW,
        RAINBOW.withNoisy(false),
        RAINBOW.withDistributional(false).withExploration(ExplorationKind.EPSILON_GREEDY),
        APE_X.withDistribution(DistributionKind.CATEGORICAL),
        APE_X.withDistribution(DistributionKind.QUANTILE).withQuantiles(20),
        DISTRIBUTED.withAggregation(Aggregation.HOGWILD),
        // A round is an update of the common parameters then, and of an agent's own there are
        // eight.
        DISTRIBUTED
            .withAggregation(Aggregation.AVERAGE_WEIGHTS)
            .withAveragingInterval(1)
            .withTargetUpdateInterval(1));
  }

  static Stream<AlgorithmConfig> everyAlgorithm() {
    // Rainbow explores by its noise alone here, and with less of it some seeds never try all
    // actions.
    return Stream.of(PLAIN, APE_X, C51, QR_DQN, IQN, RAINBOW.withNoisySigma(0.5));
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
    TrainingReport report = train("ProbeDelayedReward-v0", takingAllActions(config));
    assertEquals(1, report.evaluation().meanReturn());
    double twoStepsLater = DISCOUNT * DISCOUNT;
    try (QValues q = new QValues(policy(report))) {
      assertValues(0.07, q.of(1, 0, 0, 0, 0), 0, twoStepsLater);
      assertValues(0.07, q.of(0, 1, 0, 0, 1), DISCOUNT, DISCOUNT);
      assertValues(0.07, q.of(0, 0, 1, 0, 0), 0, 0);
    }
  }

  /**
   * Who explores by noise alone soon leaves wrong actions alone, and does not learn their values.
   */
  private static AlgorithmConfig takingAllActions(AlgorithmConfig config) {
    return config instanceof RainbowConfig rainbow
        ? rainbow.withExploration(ExplorationKind.EPSILON_GREEDY)
        : config;
  }

  /** The environment refuses illegal actions. Who bootstraps from them finds about 0.7 more. */
  @ParameterizedTest
  @MethodSource("options")
  void illegalActionsAreNeitherTakenNorBootstrappedFrom(AlgorithmConfig config) throws Exception {
    // Returns of several steps are of the exploring policy, which is not the best one.
    TrainingReport report = train("ProbeLegalActions-v0", oneStep(config));
    assertTrue(report.evaluation().meanReturn() > 3.3, report.evaluation()::toString);
    double best = (2 / 3.0 + 8 / 3.0 + 8) / 15;
    double later = 0;
    for (int t = 1; t < 5; t++) {
      later += best * Math.pow(DISCOUNT, t);
    }
    try (QValues q = new QValues(policy(report))) {
      float[] all = q.of(new boolean[] {true, true, true, true}, 1, 0, 0, 0, 0, 0);
      assertValues(0.25, all, later, later + 1 / 3.0, later + 2 / 3.0, later + 1);
      float[] some = q.of(new boolean[] {true, false, true, false}, 1, 0, 0, 0, 0, 0);
      assertEquals(all[2], some[2]);
      assertEquals(-Float.MAX_VALUE, some[3]);
    }
  }

  /** Who sees the image or the vector alone is right every other time at most. */
  @ParameterizedTest
  @MethodSource("everyAlgorithm")
  void allNamedPartsReachTheAction(AlgorithmConfig config) throws Exception {
    TrainingReport report = train("ProbeNamedParts-v0", config, 1000);
    assertEquals(1, report.evaluation().meanReturn());
    try (QValues q = new QValues(policy(report))) {
      for (int shown = 0; shown < 4; shown++) {
        float[] vector = {1 - shown % 2, shown % 2};
        float[] values = q.ofParts(line(shown / 2 == 1), 5, vector);
        assertEquals(1, values[shown], 0.1, Arrays.toString(values));
        for (float value : values) {
          assertTrue(value <= values[shown], Arrays.toString(values));
        }
      }
    }
  }

  /** An image {@code [5, 5, 1]} of a vertical or a horizontal line. */
  private static byte[] line(boolean vertical) {
    byte[] image = new byte[25];
    for (int i = 0; i < 5; i++) {
      image[vertical ? 5 * i + 2 : 10 + i] = (byte) 255;
    }
    return image;
  }

  @SuppressWarnings("unchecked")
  private static <C extends Record & AlgorithmConfig> AlgorithmConfig oneStep(
      AlgorithmConfig config) {
    return Settings.with((C) config, Map.of("nStep", 1));
  }

  private TrainingReport train(String environment, AlgorithmConfig config)
      throws InterruptedException {
    return train(environment, config, 2000);
  }

  private TrainingReport train(String environment, AlgorithmConfig config, long steps)
      throws InterruptedException {
    try (TrainingRun run =
        Training.builder()
            .environment(environment, Map.of())
            .algorithm(config)
            .seed(1)
            .lockstep(true)
            .stopWhen(StopCondition.steps(steps).overEpisodes(20))
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
