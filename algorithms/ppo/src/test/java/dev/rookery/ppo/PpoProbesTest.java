package dev.rookery.ppo;

import dev.rookery.testkit.probe.LearnsProbes;
import dev.rookery.testkit.probe.ProbeCapability;
import dev.rookery.testkit.probe.ProbeContract;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

class PpoProbesTest extends ProbeContract {

  @Override
  protected LearnsProbes algorithm() {
    PpoConfig small =
        PpoConfig.defaults()
            .withStepsPerRound(16)
            .withMinibatchSize(64)
            .withHiddenLayers(List.of(32))
            .withDiscount(LearnsProbes.DISCOUNT)
            .withLearningRate(3e-3);
    return LearnsProbes.of(new PpoProvider(), small).withSteps(6_000).withEnvironments(8);
  }

  @Override
  protected Set<ProbeCapability> capabilities() {
    return EnumSet.allOf(ProbeCapability.class);
  }
}
