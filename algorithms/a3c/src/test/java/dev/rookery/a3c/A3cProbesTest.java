package dev.rookery.a3c;

import dev.rookery.testkit.probe.LearnsProbes;
import dev.rookery.testkit.probe.ProbeCapability;
import dev.rookery.testkit.probe.ProbeContract;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

class A3cProbesTest extends ProbeContract {

  @Override
  protected LearnsProbes algorithm() {
    A3cConfig small =
        A3cConfig.defaults()
            .withRolloutSteps(8)
            .withNormalizeAdvantages(true)
            .withHiddenLayers(List.of(32))
            .withDiscount(LearnsProbes.DISCOUNT)
            .withLearningRate(5e-3);
    return LearnsProbes.of(new A3cProvider(), small).withSteps(20_000).withEnvironments(8);
  }

  @Override
  protected Set<ProbeCapability> capabilities() {
    return EnumSet.allOf(ProbeCapability.class);
  }
}
