package dev.rookery.a3c;

import dev.rookery.testkit.probe.LearnsProbes;
import dev.rookery.testkit.probe.ProbeContract;
import java.util.List;

class AsyncNStepQProbesTest extends ProbeContract {

  @Override
  protected LearnsProbes algorithm() {
    AsyncQConfig small =
        AsyncQConfig.defaults(AsyncTarget.N_STEP_Q)
            .withHiddenLayers(List.of(32))
            .withDiscount(LearnsProbes.DISCOUNT)
            .withLearningRate(3e-3)
            .withTargetUpdateInterval(10)
            .withEpsilonEnd(0.5)
            .withEpsilonSteps(2_000);
    return LearnsProbes.of(new AsyncNStepQProvider(), small).withSteps(10_000);
  }
}
