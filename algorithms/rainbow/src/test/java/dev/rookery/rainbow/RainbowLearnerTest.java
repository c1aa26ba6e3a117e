package dev.rookery.rainbow;

import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.environment.Space;
import dev.rookery.testkit.algorithm.LearnerBench;
import dev.rookery.testkit.algorithm.LearnerContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RainbowLearnerTest extends LearnerContract<RainbowConfig> {

  private static RainbowConfig small() {
    return RainbowConfig.defaults()
        .withHiddenLayers(List.of(16))
        .withAtoms(11)
        .withBatchSize(8)
        .withReplayCapacity(256)
        .withLearningStarts(8)
        .withLearningRate(1e-2)
        .withLearningRateSteps(2000)
        .withAveragingUpdates(0)
        .withTargetUpdateInterval(7);
  }

  @Override
  protected AlgorithmProvider<RainbowConfig> provider() {
    return new RainbowProvider();
  }

  /** All six parts, and each of those that the learner knows of off. */
  @Override
  protected Map<String, RainbowConfig> variants() {
    return Map.of(
        "all", small(),
        "not double", small().withDoubleQ(false),
        "not dueling", small().withDueling(false),
        "streams of their own", small().withDuelingUnits(8),
        "not noisy", small().withNoisy(false),
        "not distributional", small().withDistributional(false),
        "not prioritized", small().withPrioritized(false));
  }

  @Override
  protected RainbowConfig large() {
    return small().withHiddenLayers(List.of(256, 256)).withBatchSize(64);
  }

  /** Noise stays in what is predicted, but gets small. */
  @ParameterizedTest
  @MethodSource("named")
  void withAndWithoutEachPartItLearnsTheValuesOfABandit(RainbowConfig config) {
    AlgorithmContext context =
        new AlgorithmContext("Test-v0", Space.box(-1, 1, 2), Space.discrete(2), 1);
    try (LearnerBench bench = new LearnerBench(provider().create(config, context))) {
      bench.assertLearnsBandit(config.noisy() ? 0.5 : 0.1);
    }
  }

  @Test
  void wrongSettingsAreRefused() {
    assertRefused(Map.of("atoms", 1), "'atoms' must be at least 2, at most 65536, not 1");
    assertRefused(Map.of("vMin", 2, "vMax", 1), "vMin must be below vMax");
    assertRefused(Map.of("noisySigma", 0), "'noisySigma' must be above 0");
    assertRefused(Map.of("nStep", 0), "'nStep' must be at least 1");
  }
}
