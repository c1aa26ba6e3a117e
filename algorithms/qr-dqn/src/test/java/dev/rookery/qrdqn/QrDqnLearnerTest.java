package dev.rookery.qrdqn;

import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.environment.Space;
import dev.rookery.testkit.algorithm.LearnerBench;
import dev.rookery.testkit.algorithm.LearnerContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QrDqnLearnerTest extends LearnerContract<QrDqnConfig> {

  private static QrDqnConfig small() {
    return QrDqnConfig.defaults()
        .withHiddenLayers(List.of(16))
        .withQuantiles(7)
        .withBatchSize(8)
        .withReplayCapacity(256)
        .withLearningStarts(8)
        .withLearningRate(1e-2)
        .withLearningRateSteps(2000);
  }

  @Override
  protected AlgorithmProvider<QrDqnConfig> provider() {
    return new QrDqnProvider();
  }

  @Override
  protected Map<String, QrDqnConfig> variants() {
    QrDqnConfig latest = small().withAveragingUpdates(0).withTargetUpdateInterval(7);
    return Map.of(
        "single, uniform", latest.withDoubleQ(false),
        "dueling, prioritized", latest.withDueling(true).withPrioritized(true),
        "noisy", latest.withNoisy(true),
        "one quantile", latest.withQuantiles(1));
  }

  @Override
  protected QrDqnConfig large() {
    return small().withHiddenLayers(List.of(256, 256)).withBatchSize(64);
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, false, 1",
    "true, false, false, 0",
    "false, true, true, 1",
    "true, true, true, 10"
  })
  void everyCombinationOfOptionsLearnsTheValuesOfABandit(
      boolean doubleQ, boolean dueling, boolean prioritized, double kappa) {
    QrDqnConfig config =
        small()
            .withDoubleQ(doubleQ)
            .withDueling(dueling)
            .withPrioritized(prioritized)
            .withQuantileKappa(kappa);
    AlgorithmContext context =
        new AlgorithmContext("Test-v0", Space.box(-1, 1, 2), Space.discrete(2), 1);
    try (LearnerBench bench = new LearnerBench(provider().create(config, context))) {
      bench.assertLearnsBandit(0.1);
    }
  }

  @Test
  void wrongSettingsAreRefused() {
    assertRefused(Map.of("quantiles", 0), "'quantiles' must be at least 1, at most 65536, not 0");
    assertRefused(Map.of("quantileKappa", -0.1), "'quantileKappa' must be at least 0");
    assertRefused(Map.of("quantileKappa", "NaN"), "'quantileKappa' must be at least 0");
    assertRefused(
        Map.of("replayCapacity", 500, "learningStarts", 501), "learning would never begin");
  }
}
