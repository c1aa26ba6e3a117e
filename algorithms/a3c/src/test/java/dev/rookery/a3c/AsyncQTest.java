package dev.rookery.a3c;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.core.workers.Aggregation;
import dev.rookery.environment.Space;
import dev.rookery.settings.SettingsException;
import dev.rookery.testkit.algorithm.ActingBench;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AsyncQTest {

  private static final int ENVIRONMENTS = 4;
  private static final int STEPS = 8;
  private static final Space ACTION = Space.discrete(2);
  private static final AlgorithmContext CONTEXT =
      new AlgorithmContext("Test-v0", ActingBench.OBSERVATIONS, ACTION, 1);

  private static AsyncQConfig small(AsyncTarget target) {
    return AsyncQConfig.defaults(target)
        .withRolloutSteps(STEPS)
        .withHiddenLayers(List.of(16))
        .withEpsilonStart(0.05)
        .withLearningRate(1e-2)
        .withFinalLearningRate(1e-2);
  }

  @ParameterizedTest
  @EnumSource
  void itLearnsWhichActionIsRewarded(AsyncTarget target) {
    for (Aggregation aggregation : List.of(Aggregation.HOGWILD, Aggregation.AVERAGE_WEIGHTS)) {
      AsyncQConfig config = small(target).withAggregation(aggregation);
      try (ActingBench bench =
          new ActingBench(
              AsyncQAlgorithm.create(config, CONTEXT), ACTION, ENVIRONMENTS, Device.CPU)) {
        double last = bench.train(100, 4 * STEPS);
        assertTrue(last > 0.9, aggregation + ": " + last);
      }
    }
  }

  @Test
  void eachRolloutIsOneUpdate() {
    try (ActingBench bench =
        new ActingBench(
            AsyncQAlgorithm.create(small(AsyncTarget.N_STEP_Q), CONTEXT),
            ACTION,
            ENVIRONMENTS,
            Device.CPU)) {
      bench.train(5, STEPS);
      assertEquals(5, bench.learner().steps());
    }
  }

  @ParameterizedTest
  @CsvSource({"Q, async-q", "N_STEP_Q, async-n-step-q", "SARSA, async-sarsa"})
  void theTargetIsTheAlgorithmsName(AsyncTarget target, String name) {
    assertEquals(name, AsyncQConfig.defaults(target).algorithm());
    assertEquals(name, new AsyncQProvider().defaultSettings().withTarget(target).algorithm());
  }

  @Test
  void moreEnvironmentsThanThereIsRoomForAreRefused() {
    try (AsyncQAlgorithm local = new AsyncQAlgorithm(small(AsyncTarget.Q), CONTEXT)) {
      LearnerContext run = new LearnerContext(1, 256, 100_000, 1, Device.CPU);
      assertEquals(
          "async-q has room for fewer than 256 environments of one actor, not 256: lower run.environmentsPerActor, and raise run.actors",
          assertThrows(
                  SettingsException.class,
                  () -> local.createLearner(run, local.createStore(), (online, target, own) -> own))
              .getMessage());
    }
  }

  @Test
  void actionsThatAreNotDiscreteAreRefused() {
    AlgorithmContext continuous =
        new AlgorithmContext("Test-v0", ActingBench.OBSERVATIONS, Space.box(-1, 1, 1), 1);
    String message =
        assertThrows(
                SettingsException.class,
                () -> {
                  try (Algorithm algorithm =
                      new AsyncSarsaProvider()
                          .create(AsyncQConfig.defaults(AsyncTarget.SARSA), continuous)) {
                    algorithm.pacing();
                  }
                })
            .getMessage();
    assertTrue(message.startsWith("async-sarsa needs discrete actions"), message);
  }
}
