package dev.rookery.qrdqn;

import dev.rookery.testkit.probe.LearnsProbes;
import dev.rookery.testkit.probe.ProbeContract;
import java.util.List;

class QrDqnProbesTest extends ProbeContract {

  @Override
  protected LearnsProbes algorithm() {
    QrDqnConfig small =
        QrDqnConfig.defaults()
            .withDiscount(LearnsProbes.DISCOUNT)
            .withHiddenLayers(List.of(32))
            .withLearningRate(3e-3)
            .withBatchSize(32)
            .withReplayCapacity(1000)
            .withLearningStarts(100)
            .withSamplesPerInsert(16)
            .withTargetUpdateInterval(10)
            .withEpsilonEnd(0.5)
            .withEpsilonSteps(500)
            .withQuantiles(8);
    return LearnsProbes.of(new QrDqnProvider(), small).withSteps(2_000);
  }
}
