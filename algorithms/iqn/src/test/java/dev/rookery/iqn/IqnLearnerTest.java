package dev.rookery.iqn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.testkit.algorithm.LearnerBench;
import dev.rookery.testkit.algorithm.LearnerContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IqnLearnerTest extends LearnerContract<IqnConfig> {

  private static final AlgorithmContext CONTEXT =
      new AlgorithmContext("Test-v0", Space.box(-1, 1, 2), Space.discrete(2), 1);

  private static IqnConfig small() {
    return IqnConfig.defaults()
        .withHiddenLayers(List.of(16))
        .withCosines(8)
        .withActingSamples(16)
        .withBatchSize(8)
        .withReplayCapacity(256)
        .withLearningStarts(8)
        .withLearningRate(1e-2)
        .withLearningRateSteps(2000);
  }

  @Override
  protected AlgorithmProvider<IqnConfig> provider() {
    return new IqnProvider();
  }

  @Override
  protected Map<String, IqnConfig> variants() {
    IqnConfig latest = small().withAveragingUpdates(0).withTargetUpdateInterval(7);
    return Map.of(
        "single, uniform", latest.withDoubleQ(false),
        "dueling, prioritized", latest.withDueling(true).withPrioritized(true),
        "noisy", latest.withNoisy(true),
        "single, averse to risk", latest.withDoubleQ(false).withRiskMeasure(RiskKind.CVAR),
        "double, averse to risk", latest.withRiskMeasure(RiskKind.CVAR),
        "one sample each", latest.withSamples(1).withTargetSamples(1).withActingSamples(1));
  }

  @Override
  protected IqnConfig large() {
    // Eight rows for each example: smaller layers, or what an update needs at most hides a leak.
    return IqnConfig.defaults().withHiddenLayers(List.of(64, 64)).withBatchSize(64);
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, false, NEUTRAL, 1",
    "true, false, false, NEUTRAL, 0",
    "false, true, true, CVAR, 1",
    "true, true, true, CPW, 1",
    "true, false, true, WANG, 1"
  })
  void everyCombinationOfOptionsLearnsTheValuesOfABandit(
      boolean doubleQ, boolean dueling, boolean prioritized, RiskKind risk, double kappa) {
    IqnConfig config =
        small()
            .withDoubleQ(doubleQ)
            .withDueling(dueling)
            .withPrioritized(prioritized)
            .withRiskMeasure(risk)
            .withRiskLevel(0.5)
            .withQuantileKappa(kappa);
    try (LearnerBench bench = new LearnerBench(provider().create(config, CONTEXT))) {
      bench.assertLearnsBandit(0.15);
    }
  }

  /** Action 0 brings 1 for sure, action 1 brings 0 or 3: 1.5 on average. */
  @ParameterizedTest
  @CsvSource({
    "NEUTRAL, 0.25, 1",
    "CVAR, 0.25, 0",
    "CVAR, 1, 1",
    "CPW, 0.71, 1",
    "WANG, -1.5, 0",
    "WANG, 1.5, 1"
  })
  void theRiskMeasureDecidesBetweenCertainAndUncertainReturns(
      RiskKind risk, double level, int best) {
    IqnConfig config = small().withBatchSize(32).withRiskMeasure(risk).withRiskLevel(level);
    try (LearnerBench bench = new LearnerBench(provider().create(config, CONTEXT))) {
      for (int i = 0; i < 256; i++) {
        bench.insert(i % 5 / 5.0, i % 2, i % 2 == 0 ? 1 : i % 4 == 1 ? 0 : 3, 0);
      }
      bench.step(2000);
      VectorStep observed = new VectorStep(1, CONTEXT.observationSpace());
      assertEquals(best, bench.act(observed, actions()).getInt(0));
    }
  }

  @Test
  void wrongSettingsAreRefused() {
    for (String name : List.of("samples", "targetSamples", "actingSamples", "cosines")) {
      assertRefused(Map.of(name, 0), "'" + name + "' must be at least 1, at most 4096, not 0");
    }
    assertRefused(Map.of("quantileKappa", -1), "'quantileKappa' must be at least 0");
    assertRefused(Map.of("riskMeasure", "gamble"), "neutral, cvar, cpw, wang");
    assertRefused(
        Map.of("riskMeasure", "cvar", "riskLevel", 0),
        "riskLevel does not fit riskMeasure: CVaR needs an eta above 0 and at most 1, not 0.0");
    assertRefused(Map.of("riskMeasure", "cpw", "riskLevel", 0.1), "CPW needs an eta from 0.3 to 1");
    assertRefused(Map.of("riskMeasure", "wang", "riskLevel", 9), "Wang's measure needs an eta");
    assertRefused(Map.of("riskLevel", "NaN"), "'riskLevel' must be a number");
  }
}
