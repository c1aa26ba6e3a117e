package dev.rookery.impala;

import dev.rookery.testkit.probe.LearnsProbes;
import dev.rookery.testkit.probe.ProbeCapability;
import dev.rookery.testkit.probe.ProbeContract;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

class ImpalaProbesTest extends ProbeContract {

  @Override
  protected LearnsProbes algorithm() {
    ImpalaConfig small =
        ImpalaConfig.defaults()
            .withSegmentSteps(8)
            .withBatchSegments(8)
            .withHiddenLayers(List.of(32))
            .withDiscount(LearnsProbes.DISCOUNT)
            .withLearningRate(5e-3);
    return LearnsProbes.of(new ImpalaProvider(), small).withSteps(20_000).withEnvironments(8);
  }

  @Override
  protected Set<ProbeCapability> capabilities() {
    return EnumSet.allOf(ProbeCapability.class);
  }
}
