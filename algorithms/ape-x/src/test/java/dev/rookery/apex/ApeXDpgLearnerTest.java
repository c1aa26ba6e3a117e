package dev.rookery.apex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.settings.SettingsException;
import dev.rookery.testkit.algorithm.LearnerBench;
import dev.rookery.testkit.algorithm.LearnerContract;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ApeXDpgLearnerTest extends LearnerContract<ApeXDpgConfig> {

  @Override
  protected AlgorithmProvider<ApeXDpgConfig> provider() {
    return new ApeXDpgProvider();
  }

  @Override
  protected Map<String, ApeXDpgConfig> variants() {
    ApeXDpgConfig latest = DpgRuns.small().withAveragingUpdates(0);
    return Map.of(
        "drawn when needed", latest.withPrefetch(false), "prefetching", latest.withPrefetch(true));
  }

  @Override
  protected ApeXDpgConfig large() {
    return DpgRuns.small()
        .withPolicyLayers(List.of(256))
        .withCriticLayers(List.of(256))
        .withBatchSize(64);
  }

  @Override
  protected Space actions() {
    return Space.box(-3, 3, 2, 3);
  }

  private static LearnerBench bench(ApeXDpgConfig config) {
    return new LearnerBench(DpgRuns.algorithm(config, DpgRuns.CONTEXT));
  }

  /** Actions from -2 to 4; the best one is 1 + 2 x where x is observed, and worth 0. */
  private static void insertBandit(LearnerBench bench) {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 256; i++) {
      double x = random.nextDouble(-1, 1);
      double action = random.nextDouble(-2, 4);
      double away = action - (1 + 2 * x);
      bench.insert(x, action, -away * away, 0);
    }
  }

  @Test
  void thePolicyFindsTheBestActionsOfABandit() {
    try (LearnerBench bench = bench(DpgRuns.small().withBatchSize(32))) {
      insertBandit(bench);
      bench.step(3000);
      VectorStep observed = new VectorStep(3, DpgRuns.CONTEXT.observationSpace());
      observed.observations().putFloat(0, -0.7f).putFloat(8, 0).putFloat(16, 0.9f);
      ByteBuffer actions = bench.act(observed, DpgRuns.CONTEXT.actionSpace());
      assertEquals(-0.4, actions.getFloat(0), 0.25);
      assertEquals(1, actions.getFloat(4), 0.25);
      assertEquals(2.8, actions.getFloat(8), 0.25);
      bench.report();
      bench.step(1);
      assertEquals(0, bench.report().get("learner/policy_loss"), 0.3);
    }
  }

  /** Reward 1 for ever, discount 0.5: the value is 1 / (1 - 0.5) = 2, through the targets. */
  @Test
  void valuesBootstrapFromTheTargetNetworks() {
    ApeXDpgConfig config =
        DpgRuns.small()
            .withTargetUpdateStep(0.05)
            .withCriticLearningRate(3e-3)
            .withPolicyLearningRate(0); // else it looks for actions that seem better
    try (LearnerBench bench = bench(config)) {
      for (int i = 0; i < 64; i++) {
        bench.insert(0, i % 4, 1, 0.5);
      }
      bench.step(2000);
      bench.report();
      bench.step(1);
      assertEquals(2, bench.report().get("learner/q_value"), 0.1);
    }
  }

  @Test
  void bothPartsOfTheNetworkLearnWithRatesOfTheirOwn() {
    for (String still : List.of("policy", "critic")) {
      try (LearnerBench bench = bench(DpgRuns.small().with(still + "LearningRate", 0.0))) {
        insertBandit(bench);
        float[] before = bench.parameters();
        bench.step(1);
        float[] after = bench.parameters();
        bench
            .algorithm()
            .parameterLayout()
            .entries()
            .forEach(
                entry -> {
                  int end = entry.offset() + entry.size();
                  assertEquals(
                      entry.name().startsWith(still),
                      Arrays.equals(before, entry.offset(), end, after, entry.offset(), end),
                      entry.name());
                });
      }
    }
  }

  @Test
  void discreteActionsAreRefusedWithWhoTakesThem() {
    AlgorithmContext context =
        new AlgorithmContext("CartPole-v1", Space.box(-1, 1, 3), Space.discrete(2), 1);
    SettingsException refused =
        assertThrows(
            SettingsException.class,
            () -> DpgRuns.algorithm(ApeXDpgConfig.defaults(), context).close());
    assertEquals(
        "ape-x-dpg needs continuous actions, but those of CartPole-v1 are discrete(2): choose an"
            + " environment with a box of float32 as its action space, or the algorithm ape-x",
        refused.getMessage());
  }

  @Test
  void settingsThatContradictEachOtherAreRefused() {
    assertRefused(
        Map.of("replayCapacity", 500, "learningStarts", 501), "learning would never begin");
    assertRefused(Map.of("largestNoise", 0.8, "smallestNoise", 0.9), "smallestNoise 0.9 is above");
  }
}
