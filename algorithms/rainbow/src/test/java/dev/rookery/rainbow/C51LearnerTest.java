package dev.rookery.rainbow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.environment.Space;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.settings.SettingsException;
import dev.rookery.testkit.algorithm.LearnerBench;
import dev.rookery.testkit.algorithm.LearnerContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class C51LearnerTest extends LearnerContract<C51Config> {

  private static C51Config small() {
    return C51Config.defaults()
        .withHiddenLayers(List.of(16))
        .withAtoms(11)
        .withBatchSize(8)
        .withReplayCapacity(256)
        .withLearningStarts(8)
        .withLearningRate(1e-2)
        .withLearningRateSteps(2000);
  }

  @Override
  protected AlgorithmProvider<C51Config> provider() {
    return new C51Provider();
  }

  @Override
  protected Map<String, C51Config> variants() {
    C51Config latest = small().withAveragingUpdates(0).withTargetUpdateInterval(7);
    return Map.of(
        "single, uniform", latest.withDoubleQ(false),
        "dueling, prioritized", latest.withDueling(true).withPrioritized(true),
        "noisy", latest.withNoisy(true),
        "two atoms, given support", latest.withAtoms(2).withVMin(-10).withVMax(10));
  }

  @Override
  protected C51Config large() {
    return small().withHiddenLayers(List.of(256, 256)).withBatchSize(64);
  }

  private LearnerBench bench(C51Config config) {
    AlgorithmContext context =
        new AlgorithmContext("Test-v0", Space.box(-1, 1, 2), Space.discrete(2), 1);
    return new LearnerBench(provider().create(config, context));
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, false, -Infinity, Infinity",
    "true, false, true, -Infinity, Infinity",
    "true, true, true, -1, Infinity",
    "false, true, false, -5, 5"
  })
  void everyCombinationOfOptionsLearnsTheValuesOfABandit(
      boolean doubleQ, boolean dueling, boolean prioritized, double vMin, double vMax) {
    C51Config config =
        small()
            .withDoubleQ(doubleQ)
            .withDueling(dueling)
            .withPrioritized(prioritized)
            .withVMin(vMin)
            .withVMax(vMax);
    try (LearnerBench bench = bench(config)) {
      bench.assertLearnsBandit(0.1);
    }
  }

  private static float[] support(LearnerBench bench) {
    ParameterLayout.Entry entry =
        bench.algorithm().parameterLayout().entries().stream()
            .filter(e -> e.name().equals("support"))
            .findFirst()
            .orElseThrow();
    float[] atoms = new float[entry.size()];
    bench.snapshot().values().asFloatBuffer().get(entry.offset(), atoms);
    return atoms;
  }

  private static void assertSupport(double low, double high, LearnerBench bench) {
    Map<String, Double> report = bench.report();
    assertEquals(low, report.get("learner/support_low"), 1e-5);
    assertEquals(high, report.get("learner/support_high"), 1e-5);
    float[] atoms = support(bench);
    for (int k = 0; k < atoms.length; k++) {
      assertEquals(low + (high - low) * k / (atoms.length - 1), atoms[k], 1e-5);
    }
  }

  /** Rewards from -1 to 2 with a discount of 0.5: returns from -2 to 4. */
  @ParameterizedTest
  @CsvSource({"0", "100"})
  void theSupportIsWhatRewardsAllowAndIsPublishedAndSaved(long averagingUpdates) {
    C51Config config = small().withAveragingUpdates(averagingUpdates);
    try (LearnerBench bench = bench(config);
        LearnerBench resumed = bench(config)) {
      for (int i = 0; i < 64; i++) {
        bench.insert(0, i % 2, i % 4 - 1, 0.5);
      }
      assertSupport(-1, 1, bench); // before learning begins
      bench.step(1);
      assertSupport(-2, 4, bench);
      // What comes later does not move it.
      bench.insert(0, 0, 50, 0);
      bench.step(10);
      assertSupport(-2, 4, bench);
      resumed.load(bench.save());
      assertSupport(-2, 4, resumed);
      resumed.step(1);
      assertSupport(-2, 4, resumed);
    }
  }

  /** Its logits would mean something else on other atoms. */
  @Test
  void theSupportIsThatOfTheParametersToStartFrom() {
    try (LearnerBench source = bench(small());
        LearnerBench same = bench(small().withVMin(1).withVMax(3));
        LearnerBench half = bench(small().withVMax(3));
        LearnerBench chosen = bench(small())) {
      source.learner().startFrom(same.snapshot());
      for (LearnerBench bench : List.of(same, half, chosen)) {
        bench.learner().startFrom(source.snapshot());
        assertSupport(1, 3, bench);
        bench.insert(0, 0, 50, 0);
        bench.step(1);
        assertSupport(1, 3, bench);
      }
    }
  }

  @Test
  void anotherSupportThanThatOfTheParametersToStartFromIsRefused() {
    try (LearnerBench source = bench(small().withVMin(-0.3).withVMax(0));
        LearnerBench same = bench(small().withVMin(-0.3).withVMax(0));
        LearnerBench other = bench(small().withVMin(-0.4))) {
      same.learner().startFrom(source.snapshot());
      SettingsException refused =
          assertThrows(SettingsException.class, () -> other.learner().startFrom(source.snapshot()));
      String message = refused.getMessage();
      assertTrue(message.contains("start from have learned returns from -0.3 to "), message);
      assertTrue(message.contains("not the given vMin -0.4 and vMax Infinity: leave"), message);
    }
  }

  @Test
  void boundsThatAreGivenStay() {
    try (LearnerBench both = bench(small().withVMin(-3).withVMax(7));
        LearnerBench low = bench(small().withVMin(-3));
        LearnerBench high = bench(small().withVMax(7))) {
      assertSupport(-3, 7, both);
      for (LearnerBench bench : List.of(both, low, high)) {
        bench.insertBandit();
        bench.step(1);
      }
      assertSupport(-3, 7, both);
      assertSupport(-3, 3, low);
      assertSupport(0, 7, high);
    }
  }

  @Test
  void withoutAnyRewardTheSupportIsAroundZero() {
    try (LearnerBench bench = bench(small())) {
      bench.insert(0, 0, 0, 0.5);
      bench.step(1);
      assertSupport(-1, 1, bench);
    }
  }

  @Test
  void aSupportThatRewardsDoNotTellIsRefusedInOneLine() {
    String endless = "with a discount of 1 returns may be of any size: set vMin and vMax";
    assertNoSupport(small(), 1, 1, endless);
    assertNoSupport(small().withVMin(0), 1, 1, endless);
    assertNoSupport(small().withVMin(5), 1, 0, "which does not fit vMin 5.0");
    assertNoSupport(small().withVMax(0), 1, 0, "which does not fit vMin -Infinity and vMax 0.0");
  }

  private void assertNoSupport(C51Config config, double reward, double discount, String reason) {
    try (LearnerBench bench = bench(config)) {
      bench.insert(0, 0, reward, discount);
      SettingsException refused =
          assertThrows(SettingsException.class, () -> bench.learner().step());
      assertTrue(refused.getMessage().contains(reason), refused.getMessage());
      assertEquals(1, refused.getMessage().lines().count(), refused.getMessage());
    }
  }

  @Test
  void wrongSettingsAreRefused() {
    assertRefused(Map.of("atoms", 1), "'atoms' must be at least 2, at most 65536, not 1");
    assertRefused(
        Map.of("vMin", 2, "vMax", 1), "vMin must be below vMax, but they are 2.0 and 1.0");
    assertRefused(Map.of("vMin", 1, "vMax", 1), "vMin must be below vMax");
    assertRefused(Map.of("vMin", "Infinity"), "vMin must be below vMax");
    assertRefused(Map.of("vMax", "NaN"), "'vMax' must be a number");
  }
}
