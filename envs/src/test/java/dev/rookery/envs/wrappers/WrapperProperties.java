package dev.rookery.envs.wrappers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.environment.Action;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.testkit.environment.SpaceArbitraries;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class WrapperProperties {

  @Provide
  Arbitrary<BoxSpace> boxes() {
    return Arbitraries.oneOf(SpaceArbitraries.vectors(), SpaceArbitraries.images());
  }

  /** Frame j of a stack of k after t steps is the observation after max(0, t - k + 1 + j) steps. */
  @Property(tries = 200)
  void aStackHoldsTheLastFrames(
      @ForAll("boxes") BoxSpace space,
      @ForAll @IntRange(min = 1, max = 5) int frames,
      @ForAll @IntRange(min = 0, max = 9) int steps) {
    Environment environment = new FrameStack(new Scripted(space, 99), frames);
    Step step = Step.of(environment.observationSpace());
    environment.reset(1, step.observation());
    for (int t = 0; t < steps; t++) {
      step.clear();
      environment.step(new Action(environment.actionSpace()), step);
    }
    int channels = space.isImage() ? space.shape().get(2) : space.size();
    for (int i = 0; i < space.size(); i++) {
      for (int j = 0; j < frames; j++) {
        int at = (i / channels * frames + j) * channels + i % channels;
        int seenAfter = Math.max(0, steps - frames + 1 + j);
        assertEquals(Scripted.value(seenAfter, i), step.observation().getInt(at));
      }
    }
  }

  @Property(tries = 200)
  void aNumberKeepsItsPlaceBetweenItsBounds(
      @ForAll @DoubleRange(min = -100, max = 100) double low,
      @ForAll @DoubleRange(min = 0.01, max = 100) double width,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    Space space = Space.box(low, low + width, 1);
    RescaleObservation environment = new RescaleObservation(new Scripted(space, 9));
    environment.raw.set(0, low + share * width);
    Observation rescaled = new Observation(environment.observationSpace());
    environment.observe(rescaled);
    double rounding = Math.ulp((float) Math.max(Math.abs(low), Math.abs(low + width))) / width;
    assertEquals(2 * share - 1, rescaled.getFloat(0), 1e-6 + 2 * rounding);
  }
}
