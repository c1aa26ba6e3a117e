package dev.rookery.ppo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.DivergenceException;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.environment.Space;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.experience.StoreWriter;
import dev.rookery.settings.SettingsException;
import dev.rookery.testkit.algorithm.ActingBench;
import dev.rookery.testkit.checkpoint.MemoryState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PpoLearnerTest {

  private static final int ENVIRONMENTS = 4;
  private static final int STEPS = 8;
  private static final int ROUND = ENVIRONMENTS * STEPS;
  private static final AlgorithmContext CONTEXT =
      new AlgorithmContext("Test-v0", ActingBench.OBSERVATIONS, Space.discrete(2), 1);

  private static final PpoConfig SMALL =
      PpoConfig.defaults()
          .withStepsPerRound(STEPS)
          .withMinibatchSize(16)
          .withEpochs(4)
          .withHiddenLayers(List.of(16))
          .withLearningRate(1e-2)
          .withFinalLearningRate(1e-2);

  private static ActingBench bench(PpoConfig config) {
    return bench(config, Space.discrete(2), Device.CPU);
  }

  private static ActingBench bench(PpoConfig config, Space actions, Device device) {
    AlgorithmContext context =
        new AlgorithmContext("Test-v0", ActingBench.OBSERVATIONS, actions, 1);
    return new ActingBench(
        new PpoProvider().create(config, context), actions, ENVIRONMENTS, device);
  }

  @ParameterizedTest
  @CsvSource({"CLIP, Infinity", "PENALTY, 0.02"})
  void itLearnsWhichActionIsRewarded(PpoObjective objective, double target) {
    PpoConfig config = SMALL.withObjective(objective).withTargetDivergence(target);
    try (ActingBench bench = bench(config)) {
      double first = bench.play(STEPS);
      double last = 0;
      for (int round = 0; round < 60; round++) {
        bench.learn();
        last = bench.play(STEPS);
      }
      assertTrue(first < 0.8 && last > 0.95, first + " and then " + last);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itLearnsContinuousActions(boolean squashed) {
    PpoConfig config = SMALL.withSquashed(squashed);
    try (ActingBench bench = bench(config, Space.box(-1, 1, 1), Device.CPU)) {
      double first = bench.play(STEPS);
      double last = 0;
      for (int round = 0; round < 150; round++) {
        bench.learn();
        last = bench.play(STEPS);
      }
      assertTrue(last > -0.05 && last > first / 4, first + " and then " + last);
    }
  }

  @Test
  void aRoundIsEpochsOfMinibatches() {
    try (ActingBench bench = bench(SMALL)) {
      assertEquals(LearnerStep.IDLE, bench.learner().step());
      bench.play(STEPS);
      int minibatches = 4 * ROUND / 16;
      for (int i = 1; i < minibatches; i++) {
        assertEquals(LearnerStep.UPDATED, bench.learner().step());
      }
      assertEquals(LearnerStep.PUBLISH, bench.learner().step());
      assertEquals(minibatches, bench.learner().steps());
      assertEquals(LearnerStep.IDLE, bench.learner().step());
      assertEquals(ENVIRONMENTS, bench.store().sampled());
      assertEquals(0, bench.store().size());
    }
  }

  /** With the parameters that acted, all ratios are 1: nothing is clipped, and nothing diverges. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theFirstMinibatchOfEachRoundHasRatiosOfOne(boolean normalized) {
    PpoConfig config = SMALL.withNormalizeObservations(normalized);
    try (ActingBench bench = bench(config)) {
      bench.play(STEPS);
      bench.learner().step();
      Map<String, Double> metrics = bench.report();
      assertEquals(0, metrics.get("learner/divergence"), 1e-9);
      assertEquals(0, metrics.get("learner/clip_fraction"));
      assertEquals(Math.log(2), metrics.get("learner/entropy"), 0.01);
      bench.learn();
      bench.play(STEPS); // with the constants that the first round made
      bench.report();
      bench.learner().step();
      metrics = bench.report();
      assertEquals(0, metrics.get("learner/divergence"), 1e-9);
      assertEquals(0, metrics.get("learner/clip_fraction"));
    }
  }

  /** In which unit rewards are measured makes no difference where they are normalised. */
  @Test
  void normalisedRewardsHaveNoUnit() {
    PpoConfig config = SMALL.withNormalizeRewards(true);
    try (ActingBench small = bench(config);
        ActingBench large = bench(config)) {
      large.rewardUnit(1024);
      for (int round = 0; round < 3; round++) {
        assertEquals(small.play(STEPS), large.play(STEPS));
        small.learn();
        large.learn();
        assertArrayEquals(small.parameters(), large.parameters(), 1e-3f);
        double unit = small.report().get("learner/reward_scale");
        assertEquals(unit / 1024, large.report().get("learner/reward_scale"), unit * 1e-6);
      }
    }
  }

  /** Also those of noise that is kept for several steps, and of deviations that are functions. */
  @Test
  void stateDependentNoiseHasRatiosOfOneToo() {
    PpoConfig config = SMALL.withStateDependentNoise(true).withNoiseInterval(3);
    try (ActingBench bench = bench(config, Space.box(-1, 1, 2), Device.CPU)) {
      for (int round = 0; round < 3; round++) {
        bench.play(STEPS);
        bench.report();
        bench.learner().step();
        assertEquals(0, bench.report().get("learner/divergence"), 1e-9);
        bench.learn();
      }
    }
  }

  @Test
  void aRoundEndsEarlyWhereThePolicyHasGoneTooFar() {
    PpoConfig config = SMALL.withTargetDivergence(1e-6).withEpochs(50);
    try (ActingBench bench = bench(config)) {
      bench.play(STEPS);
      bench.learn();
      assertTrue(bench.learner().steps() <= 2 * ROUND / 16, bench.learner().steps() + " updates");
    }
  }

  @Test
  void thePenaltyFollowsTheDivergence() {
    PpoConfig config = SMALL.withObjective(PpoObjective.PENALTY).withTargetDivergence(1e-5);
    try (ActingBench bench = bench(config)) {
      bench.play(STEPS);
      bench.learn();
      assertEquals(2, bench.report().get("learner/divergence_penalty"));
    }
    try (ActingBench bench = bench(config.withTargetDivergence(10))) {
      bench.play(STEPS);
      bench.learn();
      assertEquals(0.5, bench.report().get("learner/divergence_penalty"));
    }
  }

  /** Where actors went away, there are fewer steps than a minibatch has. */
  @Test
  void itLearnsFromWhatIsThere() {
    PpoConfig config = SMALL.withMinibatchSize(ROUND).withEpochs(2);
    try (Algorithm algorithm = new PpoProvider().create(config, CONTEXT)) {
      ExperienceStore half = algorithm.createStore();
      Learner learner = algorithm.createLearner(ActingBench.run(ENVIRONMENTS, Device.CPU), half);
      new StoreWriter(half).endRow();
      assertEquals(LearnerStep.UPDATED, learner.step());
      assertEquals(LearnerStep.PUBLISH, learner.step());
      learner.close();
    }
  }

  @Test
  void stagedMovesTheSameParameters() {
    try (ActingBench aliased = bench(SMALL, Space.box(-1, 1, 1), Device.CPU);
        ActingBench staged = bench(SMALL, Space.box(-1, 1, 1), Device.STAGED_CPU)) {
      for (int round = 0; round < 13; round++) {
        aliased.play(STEPS);
        staged.play(STEPS);
        LearnerStep done;
        do {
          float[] before = aliased.parameters();
          done = aliased.learner().step();
          assertEquals(done, staged.learner().step());
          float[] after = aliased.parameters();
          assertFalse(Arrays.equals(before, after));
          assertArrayEquals(after, staged.parameters(), 1e-6f);
        } while (done == LearnerStep.UPDATED);
        MemoryState state = new MemoryState();
        aliased.learner().save(state);
        staged.learner().load(state);
      }
    }
  }

  @Test
  void aLearnerGoesOnFromItsState() {
    PpoConfig config = SMALL.withNormalizeObservations(true);
    try (ActingBench first = bench(config);
        ActingBench second = bench(config)) {
      first.play(STEPS);
      first.learn();
      MemoryState state = new MemoryState();
      first.learner().save(state);
      second.play(STEPS);
      second.learn();
      second.learner().load(state);
      assertEquals(first.learner().steps(), second.learner().steps());
      assertArrayEquals(first.parameters(), second.parameters());
      first.play(STEPS);
      first.learn();
      second.play(STEPS);
      second.learn();
      assertArrayEquals(first.parameters(), second.parameters());
    }
  }

  /** Who sends such rows is refused. */
  @ParameterizedTest
  @CsvSource({
    "reward, NaN, column 'reward' of the experience has NaN",
    "value, Infinity, column 'value' of the experience has Infinity",
    "action, 0.5, 'column ''action'' of the experience has [0.5], which is no action'",
    "action, 2, 'column ''action'' of the experience has [2.0], which is no action'"
  })
  void rowsThatNothingCanBeLearnedFromAreNotTaken(String column, float value, String message) {
    try (ActingBench bench = bench(SMALL)) {
      StoreWriter rows = new StoreWriter(bench.store());
      rows.buffer().putFloat(bench.store().schema().offsetOf(column), value);
      assertEquals(message, assertThrows(DivergenceException.class, rows::endRow).getMessage());
      assertEquals(0, bench.store().size());
    }
  }

  @Test
  void settingsThatDoNotGoTogetherAreRefused() {
    Algorithm odd = new PpoProvider().create(SMALL.withMinibatchSize(15), CONTEXT);
    assertEquals(
        "minibatches of 15 steps do not divide the 32 steps of a round, stepsPerRound 8 in 4 environments: change one of them",
        assertThrows(
                SettingsException.class,
                () ->
                    odd.createLearner(ActingBench.run(ENVIRONMENTS, Device.CPU), odd.createStore()))
            .getMessage());
    assertEquals(
        "a penalty on divergence needs a divergence to aim at: set targetDivergence, for example to 0.01",
        assertThrows(
                SettingsException.class,
                () -> new PpoProvider().create(SMALL.withObjective(PpoObjective.PENALTY), CONTEXT))
            .getMessage());
    assertEquals(
        "ppo explores by noise that depends on the state only with continuous actions, not "
            + Space.discrete(2),
        assertThrows(
                SettingsException.class,
                () -> new PpoProvider().create(SMALL.withStateDependentNoise(true), CONTEXT))
            .getMessage());
    AlgorithmContext unbounded =
        new AlgorithmContext(
            "Test-v0", ActingBench.OBSERVATIONS, Space.box(Double.NEGATIVE_INFINITY, 1, 1), 1);
    String message =
        assertThrows(SettingsException.class, () -> new PpoProvider().create(SMALL, unbounded))
            .getMessage();
    assertTrue(message.startsWith("ppo needs actions between finite bounds"), message);
  }
}
