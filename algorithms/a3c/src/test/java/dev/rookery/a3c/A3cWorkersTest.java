package dev.rookery.a3c;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.DivergenceException;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.algorithm.Pacing;
import dev.rookery.core.workers.Aggregation;
import dev.rookery.environment.Space;
import dev.rookery.experience.StoreWriter;
import dev.rookery.settings.SettingsException;
import dev.rookery.testkit.algorithm.ActingBench;
import dev.rookery.testkit.checkpoint.MemoryState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class A3cWorkersTest {

  private static final int ENVIRONMENTS = 4;
  private static final int STEPS = 8;
  private static final Space ACTION = Space.discrete(2);

  private static final A3cConfig SMALL =
      A3cConfig.defaults()
          .withRolloutSteps(STEPS)
          .withAveragingInterval(2)
          .withHiddenLayers(List.of(16))
          .withLearningRate(1e-2)
          .withFinalLearningRate(1e-2);

  private static AlgorithmContext context(Space action) {
    return new AlgorithmContext("Test-v0", ActingBench.OBSERVATIONS, action, 1);
  }

  private static ActingBench bench(Aggregation aggregation, Space action) {
    return bench(SMALL.withAggregation(aggregation), action);
  }

  private static ActingBench bench(A3cConfig config, Space action) {
    return new ActingBench(
        new A3cProvider().create(config, context(action)), action, ENVIRONMENTS, Device.CPU);
  }

  @ParameterizedTest
  @EnumSource
  void itLearnsWhichActionIsRewarded(Aggregation aggregation) {
    try (ActingBench bench = bench(aggregation, ACTION)) {
      double first = bench.play(STEPS);
      double last = bench.train(150, 2 * STEPS);
      assertTrue(first < 0.8 && last > 0.95, first + " and then " + last);
    }
  }

  @ParameterizedTest
  @EnumSource
  void itLearnsContinuousActions(Aggregation aggregation) {
    try (ActingBench bench = bench(aggregation, Space.box(-1, 1, 1))) {
      double first = bench.play(STEPS);
      double last = bench.train(300, 2 * STEPS);
      assertTrue(last > -0.08 && last > first / 4, first + " and then " + last);
    }
  }

  /**
   * One worker in rounds applies what it would have applied itself: all three are one algorithm.
   */
  @Test
  void ofOneWorkerAllWaysToShareGradientsAreTheSame() {
    try (ActingBench hogwild = bench(Aggregation.HOGWILD, ACTION);
        ActingBench sent = bench(Aggregation.GRADIENTS, ACTION);
        ActingBench averaged = bench(Aggregation.AVERAGE_GRADIENTS, ACTION)) {
      for (int rollout = 1; rollout <= 10; rollout++) {
        for (ActingBench bench : List.of(hogwild, sent, averaged)) {
          bench.play(STEPS);
          bench.learn();
          assertEquals(rollout, bench.learner().steps());
        }
        assertArrayEquals(hogwild.parameters(), sent.parameters(), 1e-6f);
        assertArrayEquals(hogwild.parameters(), averaged.parameters(), 1e-6f);
      }
    }
  }

  @Test
  void aRolloutIsMadeWithOneSetOfParameters() {
    try (ActingBench bench = bench(Aggregation.GRADIENTS, ACTION)) {
      bench.play(STEPS / 2);
      assertEquals(LearnerStep.IDLE, bench.learner().step());
      bench.play(STEPS / 2); // what is published now is for the next rollout
      assertEquals(LearnerStep.PUBLISH, bench.learner().step());
      assertEquals(0, bench.report().get("learner/staleness"));
      // Nothing was published since: these gradients are of the parameters before the update.
      bench.act(STEPS);
      assertEquals(LearnerStep.PUBLISH, bench.learner().step());
      Map<String, Double> metrics = bench.report();
      assertEquals(1, metrics.get("learner/staleness"));
      assertEquals(1, metrics.get("learner/largest_staleness"));
    }
  }

  @Test
  void weightsAreAveragedAtTheEndOfARound() {
    try (ActingBench bench = bench(Aggregation.AVERAGE_WEIGHTS, ACTION)) {
      float[] first = bench.parameters();
      bench.play(STEPS);
      assertEquals(LearnerStep.IDLE, bench.learner().step());
      bench.act(STEPS);
      assertEquals(1, bench.store().size());
      assertEquals(LearnerStep.PUBLISH, bench.learner().step());
      assertFalse(Arrays.equals(first, bench.parameters()));
      assertEquals(1, bench.learner().steps());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLearnerGoesOnFromItsState(Aggregation aggregation) {
    try (ActingBench first = bench(aggregation, ACTION);
        ActingBench second = bench(aggregation, ACTION)) {
      first.train(3, 2 * STEPS);
      MemoryState state = new MemoryState();
      first.learner().save(state);
      second.learner().load(state);
      assertArrayEquals(first.parameters(), second.parameters());
      assertEquals(first.learner().steps(), second.learner().steps());
      second.train(1, 2 * STEPS); // with what was loaded
      assertFalse(Arrays.equals(first.parameters(), second.parameters()));
    }
  }

  @Test
  void onlyWorkersInTheLearnersProcessWriteIntoItsMemory() {
    try (Algorithm elsewhere = new A3cProvider().create(SMALL, context(ACTION))) {
      assertEquals(
          "with aggregation hogwild, actors write into the learner's memory and have to be in its process: set aggregation to gradients for actors of other processes",
          assertThrows(
                  SettingsException.class,
                  () -> elsewhere.createActor(new ActorContext(0, 1, ENVIRONMENTS, 1_000, 1)))
              .getMessage());
    }
  }

  @Test
  void gradientsThatAreNotFiniteAreNotTaken() {
    try (ActingBench bench = bench(Aggregation.GRADIENTS, ACTION)) {
      StoreWriter rows = new StoreWriter(bench.store());
      rows.buffer().putFloat(bench.store().schema().offsetOf("vector"), Float.NaN);
      assertEquals(
          "column 'vector' of the experience has NaN",
          assertThrows(DivergenceException.class, rows::endRow).getMessage());
    }
  }

  @Test
  void aSettingThatWorkersCannotFollowIsRefused() {
    for (A3cConfig config :
        List.of(SMALL.withNormalizeObservations(true), SMALL.withNormalizeRewards(true))) {
      String message =
          assertThrows(
                  SettingsException.class, () -> new A3cProvider().create(config, context(ACTION)))
              .getMessage();
      assertTrue(message.startsWith("a3c cannot normalise observations or rewards"), message);
    }
  }

  @Test
  void roundsAreAsLongAsTheSettingsSay() {
    try (Algorithm gradients =
            new A3cProvider()
                .create(SMALL.withAggregation(Aggregation.AVERAGE_GRADIENTS), context(ACTION));
        Algorithm weights =
            new A3cProvider()
                .create(SMALL.withAggregation(Aggregation.AVERAGE_WEIGHTS), context(ACTION))) {
      assertEquals(new Pacing.Rounds(STEPS, 0), gradients.pacing());
      assertEquals(new Pacing.Rounds(2 * STEPS, 0), weights.pacing());
    }
  }
}
