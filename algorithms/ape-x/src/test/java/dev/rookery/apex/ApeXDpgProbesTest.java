package dev.rookery.apex;

import dev.rookery.testkit.probe.LearnsProbes;
import dev.rookery.testkit.probe.ProbeCapability;
import dev.rookery.testkit.probe.ProbeContract;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

class ApeXDpgProbesTest extends ProbeContract {

  @Override
  protected LearnsProbes algorithm() {
    ApeXDpgConfig small =
        ApeXDpgConfig.defaults()
            .withDiscount(LearnsProbes.DISCOUNT)
            .withPolicyLayers(List.of(32))
            .withCriticLayers(List.of(64))
            .withPolicyLearningRate(3e-3)
            .withCriticLearningRate(3e-3)
            .withBatchSize(32)
            .withSamplesPerInsert(16)
            .withLearningStarts(200);
    return LearnsProbes.of(new ApeXDpgProvider(), small);
  }

  @Override
  protected Set<ProbeCapability> capabilities() {
    return EnumSet.of(ProbeCapability.CONTINUOUS_ACTIONS);
  }
}
