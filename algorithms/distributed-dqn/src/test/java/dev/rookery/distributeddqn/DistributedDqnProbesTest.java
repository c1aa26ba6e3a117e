package dev.rookery.distributeddqn;

import dev.rookery.testkit.probe.LearnsProbes;
import dev.rookery.testkit.probe.ProbeContract;
import java.util.List;

class DistributedDqnProbesTest extends ProbeContract {

  @Override
  protected LearnsProbes algorithm() {
    DistributedDqnConfig small =
        DistributedDqnConfig.defaults()
            .withDiscount(LearnsProbes.DISCOUNT)
            .withHiddenLayers(List.of(32))
            .withLearningRate(3e-3)
            .withBatchSize(32)
            .withReplayCapacity(1000)
            .withLearningStarts(100)
            .withSamplesPerInsert(16)
            .withTargetUpdateInterval(10)
            .withEpsilonEnd(0.5)
            .withEpsilonSteps(500);
    return LearnsProbes.of(new DistributedDqnProvider(), small).withSteps(2_000);
  }
}
