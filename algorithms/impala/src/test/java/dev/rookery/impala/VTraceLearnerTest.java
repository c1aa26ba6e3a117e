package dev.rookery.impala;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.algorithm.Pacing;
import dev.rookery.environment.Space;
import dev.rookery.settings.SettingsException;
import dev.rookery.testkit.algorithm.ActingBench;
import dev.rookery.testkit.checkpoint.MemoryState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VTraceLearnerTest {

  private static final int ENVIRONMENTS = 4;
  private static final int STEPS = 8;

  private static final ImpalaConfig IMPALA =
      ImpalaConfig.defaults()
          .withSegmentSteps(STEPS)
          .withBatchSegments(ENVIRONMENTS)
          .withHiddenLayers(List.of(16))
          .withLearningRate(1e-2)
          .withFinalLearningRate(1e-2);

  private static final AppoConfig APPO =
      AppoConfig.defaults()
          .withSegmentSteps(STEPS)
          .withBatchSegments(ENVIRONMENTS)
          .withBatchUpdates(4)
          .withHiddenLayers(List.of(16))
          .withLearningRate(1e-2)
          .withFinalLearningRate(1e-2);

  private static AlgorithmContext context(Space actions) {
    return new AlgorithmContext("Test-v0", ActingBench.OBSERVATIONS, actions, 1);
  }

  private static ActingBench bench(boolean clipped, Space actions, Device device) {
    AlgorithmContext context = context(actions);
    Algorithm algorithm =
        clipped
            ? new AppoProvider().create(APPO, context)
            : new ImpalaProvider().create(IMPALA, context);
    return new ActingBench(algorithm, actions, ENVIRONMENTS, device);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itLearnsWhichActionIsRewarded(boolean clipped) {
    try (ActingBench bench = bench(clipped, Space.discrete(2), Device.CPU)) {
      double first = bench.play(STEPS);
      double last = bench.train(120, STEPS);
      assertTrue(first < 0.8 && last > 0.95, first + " and then " + last);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itLearnsContinuousActions(boolean clipped) {
    try (ActingBench bench = bench(clipped, Space.box(-1, 1, 1), Device.CPU)) {
      double first = bench.play(STEPS);
      double last = bench.train(300, STEPS);
      assertTrue(last > -0.06 && last > first / 4, first + " and then " + last);
    }
  }

  /** The actor's parameters are as old as they can be: it gets new ones in every fourth turn. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itLearnsFromAnActorThatIsBehind(boolean clipped) {
    try (ActingBench bench = bench(clipped, Space.discrete(2), Device.CPU)) {
      double last = 0;
      for (int turn = 0; turn < 200; turn++) {
        if (turn % 4 == 0) {
          bench.publish();
        }
        last = bench.act(STEPS);
        bench.learn();
      }
      assertTrue(last > 0.95, "mean reward " + last);
    }
  }

  @Test
  void anUpdateTakesTheOldestSegmentsAndPublishes() {
    try (ActingBench bench = bench(false, Space.discrete(2), Device.CPU)) {
      assertEquals(LearnerStep.IDLE, bench.learner().step());
      bench.play(STEPS - 1);
      assertEquals(LearnerStep.IDLE, bench.learner().step());
      bench.play(1 + 2 * STEPS);
      assertEquals(3 * ENVIRONMENTS, bench.store().size());
      for (int left = 2; left >= 0; left--) {
        assertEquals(LearnerStep.PUBLISH, bench.learner().step());
        assertEquals(left * ENVIRONMENTS, bench.store().size());
      }
      assertEquals(LearnerStep.IDLE, bench.learner().step());
      assertEquals(3 * ENVIRONMENTS, bench.store().sampled());
    }
    try (ActingBench bench = bench(true, Space.discrete(2), Device.CPU)) {
      bench.play(STEPS);
      for (int update = 1; update < APPO.batchUpdates(); update++) {
        assertEquals(LearnerStep.UPDATED, bench.learner().step());
      }
      assertEquals(LearnerStep.PUBLISH, bench.learner().step());
      assertEquals(LearnerStep.IDLE, bench.learner().step());
    }
  }

  /** With the parameters that acted, no step is weighted less than another. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void onPolicyAllWeightsAreOne(boolean clipped) {
    try (ActingBench bench = bench(clipped, Space.box(-1, 1, 1), Device.CPU)) {
      bench.play(STEPS);
      bench.learner().step();
      Map<String, Double> metrics = bench.report();
      assertEquals(1, metrics.get("learner/mean_rho"), 1e-5);
      assertEquals(0, metrics.get("learner/divergence"), 1e-7);
      bench.act(STEPS);
      bench.learner().step();
      assertTrue(bench.report().get("learner/divergence") > 1e-7);
    }
  }

  @Test
  void stagedMovesTheSameParameters() {
    try (ActingBench aliased = bench(true, Space.box(-1, 1, 1), Device.CPU);
        ActingBench staged = bench(true, Space.box(-1, 1, 1), Device.STAGED_CPU)) {
      for (int update = 0; update < 100; update++) {
        if (update % APPO.batchUpdates() == 0) {
          aliased.play(STEPS);
          staged.play(STEPS);
        }
        assertEquals(aliased.learner().step(), staged.learner().step());
        assertArrayEquals(aliased.parameters(), staged.parameters(), 1e-6f);
        MemoryState state = new MemoryState();
        aliased.learner().save(state);
        staged.learner().load(state);
      }
    }
  }

  @Test
  void aLearnerGoesOnFromItsState() {
    try (ActingBench first = bench(true, Space.discrete(2), Device.CPU);
        ActingBench second = bench(true, Space.discrete(2), Device.CPU)) {
      first.train(2, STEPS);
      MemoryState state = new MemoryState();
      first.learner().save(state);
      second.train(1, STEPS);
      second.play(STEPS);
      second.learner().load(state);
      assertArrayEquals(first.parameters(), second.parameters());
      assertEquals(first.learner().steps(), second.learner().steps());
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 8", "8, 20"})
  void asManySegmentsMayWaitAsTheSettingsSay(int batch, int queue) {
    ImpalaConfig config = IMPALA.withBatchSegments(batch).withQueueSegments(queue);
    try (Algorithm algorithm = new ImpalaProvider().create(config, context(Space.discrete(2)))) {
      assertEquals(new Pacing.Free(queue), algorithm.pacing());
    }
  }

  @Test
  void aBatchThatCanNeverBeWholeIsRefused() {
    ImpalaConfig config = IMPALA.withBatchSegments(9).withQueueSegments(8);
    assertEquals(
        "an update takes 9 segments, but only 8 may wait for it: raise queueSegments or lower batchSegments",
        assertThrows(
                SettingsException.class,
                () -> new ImpalaProvider().create(config, context(Space.discrete(2))))
            .getMessage());
  }
}
