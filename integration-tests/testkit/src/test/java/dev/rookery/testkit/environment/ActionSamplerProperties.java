package dev.rookery.testkit.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.environment.Action;
import dev.rookery.environment.ActionSampler;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.DiscreteSpace;
import dev.rookery.environment.MultiDiscreteSpace;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ActionSamplerProperties {

  @Provide
  Arbitrary<Space> actionSpaces() {
    return SpaceArbitraries.actionSpaces();
  }

  @Property(tries = 200)
  void samplesAreElementsOfTheSpace(@ForAll("actionSpaces") Space space, @ForAll long seed) {
    Action action = new Action(space);
    new ActionSampler(seed).sample(action);
    for (int i = 0; i < space.size(); i++) {
      double low = space instanceof BoxSpace box ? (float) box.low(i) : 0;
      double high;
      if (space instanceof BoxSpace box) {
        high = (float) box.high(i);
      } else if (space instanceof MultiDiscreteSpace choices) {
        high = choices.sizes().get(i) - 1;
      } else {
        high = ((DiscreteSpace) space).n() - 1;
      }
      assertTrue(low <= action.getFloat(i) && action.getFloat(i) <= high);
    }
  }

  @Example
  void everyAlternativeIsSampled() {
    Action action = new Action(Space.discrete(5));
    ActionSampler sampler = new ActionSampler(1);
    int[] counts = new int[5];
    for (int i = 0; i < 5_000; i++) {
      sampler.sample(action);
      counts[action.asInt()]++;
    }
    for (int count : counts) {
      assertEquals(1_000, count, 150);
    }
  }

  @Example
  void unboundedNumbersRespectTheBoundThatThereIs() {
    double infinity = Double.POSITIVE_INFINITY;
    Action action =
        new Action(
            Space.box(
                new double[] {3, -infinity, -infinity}, new double[] {infinity, -3, infinity}));
    ActionSampler sampler = new ActionSampler(1);
    double sum = 0;
    for (int i = 0; i < 5_000; i++) {
      sampler.sample(action);
      assertTrue(action.getFloat(0) >= 3 && action.getFloat(1) <= -3);
      sum += action.getFloat(2);
    }
    assertEquals(0, sum / 5_000, 0.1);
  }

  @Example
  void theRandomPolicyFillsEveryAction() {
    ByteBuffer actions = ByteBuffer.allocate(10 * Integer.BYTES).order(ByteOrder.nativeOrder());
    for (int i = 0; i < 10; i++) {
      actions.putInt(4 * i, -1);
    }
    new RandomPolicy(Space.discrete(3), 1).act(new VectorStep(10, Space.discrete(2)), actions);
    for (int i = 0; i < 10; i++) {
      assertTrue(actions.getInt(4 * i) >= 0 && actions.getInt(4 * i) < 3);
    }
  }
}
