package dev.rookery.distributeddqn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Device;
import dev.rookery.core.workers.Aggregation;
import dev.rookery.environment.Space;
import dev.rookery.testkit.algorithm.ActingBench;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DistributedDqnTest {

  private static final int ENVIRONMENTS = 4;
  private static final Space ACTION = Space.discrete(2);
  private static final AlgorithmContext CONTEXT =
      new AlgorithmContext("Test-v0", ActingBench.OBSERVATIONS, ACTION, 1);

  private static final DistributedDqnConfig SMALL =
      DistributedDqnConfig.defaults()
          .withHiddenLayers(List.of(16))
          .withBatchSize(16)
          .withLearningStarts(32)
          .withSamplesPerInsert(8)
          .withShareSteps(8)
          .withLearningRate(1e-2)
          .withFinalLearningRate(1e-2)
          .withEpsilonSteps(0);

  private static ActingBench bench(DistributedDqnConfig config) {
    return new ActingBench(
        new DistributedDqnProvider().create(config, CONTEXT), ACTION, ENVIRONMENTS, Device.CPU);
  }

  @ParameterizedTest
  @EnumSource
  void itLearnsWhichActionIsRewarded(Aggregation aggregation) {
    try (ActingBench bench = bench(SMALL.withAggregation(aggregation))) {
      double last = bench.train(100, 8);
      assertTrue(last > 0.9, "mean reward " + last);
    }
  }

  /** Of 8 samples for each row, 16 make an update. */
  @Test
  void anAgentLearnsAtThePaceOfItsOwnReplay() {
    try (ActingBench bench = bench(SMALL.withAggregation(Aggregation.GRADIENTS))) {
      bench.train(10, 8);
      int rows = 10 * 8 * ENVIRONMENTS;
      assertEquals((rows - 32) * 8 / 16, bench.learner().steps(), 4);
    }
  }
}
