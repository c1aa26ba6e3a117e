package dev.rookery.dqn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.DivergenceException;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.environment.Space;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.settings.SettingsException;
import dev.rookery.testkit.algorithm.LearnerBench;
import dev.rookery.testkit.algorithm.LearnerContract;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DqnLearnerTest extends LearnerContract<DqnConfig> {

  private static final AlgorithmContext CONTEXT =
      new AlgorithmContext("Test-v0", Space.box(-1, 1, 2), Space.discrete(2), 1);

  private static DqnConfig small() {
    return DqnConfig.defaults()
        .withHiddenLayers(List.of(16))
        .withBatchSize(8)
        .withReplayCapacity(256)
        .withLearningStarts(8)
        .withLearningRate(1e-2);
  }

  @Override
  protected AlgorithmProvider<DqnConfig> provider() {
    return new DqnProvider();
  }

  @Override
  protected Map<String, DqnConfig> variants() {
    DqnConfig latest = small().withAveragingUpdates(0).withTargetUpdateInterval(7);
    return Map.of(
        "single, uniform", latest.withDoubleQ(false),
        "dueling, prioritized", latest.withDueling(true).withPrioritized(true),
        "noisy", latest.withNoisy(true));
  }

  @Override
  protected DqnConfig large() {
    return small().withHiddenLayers(List.of(256, 256)).withBatchSize(64);
  }

  private static Algorithm algorithm(DqnConfig config) {
    return new DqnProvider().create(config, CONTEXT);
  }

  private static LearnerBench bench(DqnConfig config) {
    return new LearnerBench(algorithm(config));
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, false, adam",
    "true, false, false, adam",
    "false, true, false, adam",
    "false, false, true, adam",
    "true, true, true, adam",
    "true, true, true, rmsprop"
  })
  void everyCombinationOfOptionsLearnsTheValuesOfABandit(
      boolean doubleQ, boolean dueling, boolean prioritized, String optimizer) {
    DqnConfig config =
        small()
            .withDoubleQ(doubleQ)
            .withDueling(dueling)
            .withPrioritized(prioritized)
            .with("optimizer", optimizer)
            .withOptimizerEpsilon(optimizer.equals("adam") ? 1e-8 : 1e-2);
    try (LearnerBench bench = bench(config)) {
      bench.insertBandit();
      bench.step(1500);
      bench.report();
      bench.step(100);
      Map<String, Double> end = bench.report();
      assertTrue(end.get("learner/loss") < 0.01, end.toString());
      // Rows are drawn evenly: the taken actions' mean value is that of the rewards, about 2.
      if (!prioritized) {
        assertEquals(2, end.get("learner/q_value"), 0.3);
      }
    }
  }

  @Test
  void polyakAveragingLearnsToo() {
    try (LearnerBench bench =
        bench(small().withTargetUpdateInterval(1).withTargetUpdateStep(0.05))) {
      // Reward 1 for ever, discount 0.5: the value is 1 / (1 - 0.5) = 2, through the target
      // network.
      for (int i = 0; i < 64; i++) {
        bench.insert(0, i % 2, 1, 0.5);
      }
      bench.step(2000);
      bench.report();
      bench.step(1);
      assertEquals(2, bench.report().get("learner/q_value"), 0.05);
    }
  }

  /**
   * The loss is finite, but what would be learned from it is not: no parameter is lost to it.
   * Whether the norm is then infinite or NaN is a matter of the order in which the engine adds up.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1, 1e30})
  void gradientsThatAreNotFiniteMoveNothing(double kappa) {
    try (LearnerBench bench = bench(small().withHuberKappa(kappa))) {
      for (int i = 0; i < 8; i++) {
        bench.insert(1e25, i % 2, 0, 0);
      }
      float[] before = bench.parameters();
      DivergenceException e = assertThrows(DivergenceException.class, () -> bench.learner().step());
      assertTrue(
          e.getMessage().matches("the gradient's norm became (Infinity|NaN) in update 1; .*"),
          e.getMessage());
      assertArrayEquals(before, bench.parameters());
    }
  }

  private static double rateAfter(DqnConfig config, long runSteps, int updates) {
    LearnerContext run = new LearnerContext(1, 8, runSteps, 1, Device.CPU);
    try (LearnerBench bench = new LearnerBench(algorithm(config), run)) {
      bench.insertBandit();
      bench.step(updates);
      return bench.report().get("learner/learning_rate");
    }
  }

  @Test
  void theLearningRateFallsOverTheRunUnlessToldOtherwise() {
    // 108 steps, of which 8 come before learning, times 32 / 8: 400 updates.
    DqnConfig config = small();
    assertEquals(1e-2, rateAfter(config, 108, 0), 1e-9);
    assertEquals(7.5e-3, rateAfter(config, 108, 100), 1e-9);
    assertEquals(0, rateAfter(config, 108, 400), 1e-9);
    assertEquals(5e-3, rateAfter(config.withLearningRateSteps(200), 108, 100), 1e-9);
    assertEquals(1e-2, rateAfter(config.withFinalLearningRate(1e-2), 108, 100), 1e-9);
    assertEquals(1e-2, rateAfter(config, Long.MAX_VALUE, 100), 1e-9);
    assertEquals(0, rateAfter(config, 5, 1), 1e-9, "a run that ends before learning begins");
  }

  @Test
  void whatIsPublishedIsTheAverageAndALearnerWithoutOneLearnsTheSame() {
    DqnConfig latest = small().withAveragingUpdates(0);
    try (LearnerBench first = bench(latest);
        LearnerBench second = bench(latest.withAveragingUpdates(100))) {
      first.insertBandit();
      second.insertBandit();
      first.step(200);
      second.step(200);
      assertFalse(Arrays.equals(first.parameters(), second.parameters()));
      assertEquals(first.report().get("learner/loss"), second.report().get("learner/loss"));
    }
  }

  /**
   * A linear function of one number that learns the value of 1 from that of 2 alone grows for ever
   * (Tsitsiklis and Van Roy 1997, figure 1): rewards allow 1.
   */
  @ParameterizedTest
  @CsvSource({"2, true", "1, false"})
  void metricsShowValuesThatLeaveTheirBounds(float next, boolean leavesThem) {
    AlgorithmContext context =
        new AlgorithmContext("Test-v0", Space.box(-5, 5, 1), Space.discrete(1), 1);
    DqnConfig config =
        small().withHiddenLayers(List.of()).withFinalLearningRate(1e-2).withTargetUpdateInterval(1);
    try (LearnerBench bench = new LearnerBench(new DqnProvider().create(config, context))) {
      ExperienceSchema schema = bench.replay().schema();
      ByteBuffer row = DirectBuffers.allocate(schema.rowBytes());
      row.putFloat(schema.offsetOf(TransitionSchema.OBSERVATION), 1);
      row.putFloat(schema.offsetOf(TransitionSchema.NEXT_OBSERVATION), next);
      row.putFloat(schema.offsetOf(TransitionSchema.REWARD), 0.1f);
      row.putFloat(schema.offsetOf(TransitionSchema.DISCOUNT), 0.9f);
      bench.replay().insert(row, 0, 1);
      bench.step(2_000);
      bench.report();
      bench.step(1);
      Map<String, Double> metrics = bench.report();
      assertEquals(1, metrics.get("learner/q_upper_bound"), 1e-5);
      assertEquals(0, metrics.get("learner/q_lower_bound"));
      double value = metrics.get("learner/q_value");
      assertEquals(leavesThem, value > 2 || value < -1, metrics.toString());
      assertEquals(value, metrics.get("learner/q_highest"), 1e-6);
    }
  }

  @Test
  void continuousActionsAreRefused() {
    AlgorithmContext context =
        new AlgorithmContext("Pendulum-v1", Space.box(-1, 1, 3), Space.box(-2, 2, 1), 1);
    SettingsException refused =
        assertThrows(
            SettingsException.class, () -> new DqnProvider().create(DqnConfig.defaults(), context));
    assertTrue(refused.getMessage().startsWith("dqn needs discrete actions"), refused.getMessage());
  }

  @Test
  void wrongSettingsAreRefused() {
    assertRefused(
        Map.of("replayCapacity", 500, "learningStarts", 501), "learning would never begin");
    assertRefused(Map.of("noisySigma", 0), "'noisySigma' must be above 0");
    assertRefused(Map.of("huberKappa", 0), "'huberKappa' must be above 0");
    assertRefused(Map.of("exploration", "curiosity"), "epsilon-greedy, boltzmann, noise");
  }
}
