package dev.rookery.testkit.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.environment.Action;
import dev.rookery.environment.ActionMask;
import dev.rookery.environment.ActionSampler;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.DiscreteSpace;
import dev.rookery.environment.MultiDiscreteSpace;
import dev.rookery.environment.Space;
import dev.rookery.environment.TensorSpace;
import dev.rookery.environment.VectorStep;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ActionSamplerProperties {

  @Provide
  Arbitrary<TensorSpace> actionSpaces() {
    return SpaceArbitraries.actionSpaces();
  }

  @Property(tries = 200)
  void samplesAreElementsOfTheSpace(@ForAll("actionSpaces") TensorSpace space, @ForAll long seed) {
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

  @Provide
  Arbitrary<TensorSpace> maskableSpaces() {
    return SpaceArbitraries.maskableSpaces();
  }

  @Property(tries = 200)
  void samplesWithAMaskAreLegal(@ForAll("maskableSpaces") TensorSpace space, @ForAll long seed) {
    ActionMask mask = new ActionMask(space);
    Action action = new Action(space);
    ActionSampler sampler = new ActionSampler(seed);
    sampler.sample(action);
    for (int choice = 0; choice < mask.choices(); choice++) {
      mask.set(choice, action.getInt(choice), true); // One is legal, and some others.
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < mask.size(); i++) {
      mask.set(i, mask.isLegal(i) || random.nextBoolean());
    }
    for (int i = 0; i < 20; i++) {
      sampler.sample(action, mask);
      assertTrue(mask.isLegal(action));
    }
  }

  @Example
  void everyLegalAlternativeIsSampled() {
    ActionMask mask = new ActionMask(Space.discrete(7));
    for (int legal : new int[] {0, 3, 4, 6}) {
      mask.set(legal, true);
    }
    Action action = new Action(mask.actionSpace());
    ActionSampler sampler = new ActionSampler(1);
    int[] counts = new int[7];
    for (int i = 0; i < 4_000; i++) {
      sampler.sample(action, mask);
      counts[action.asInt()]++;
    }
    for (int a = 0; a < 7; a++) {
      assertEquals(mask.isLegal(a) ? 1_000 : 0, counts[a], 150);
    }
  }

  @Example
  void theRandomPolicyTakesLegalActionsWhereThereAreMasks() {
    Space space = Space.multiDiscrete(3, 4);
    VectorStep step = new VectorStep(5, Space.box(0, 1, 1), space);
    for (int k = 0; k < 5; k++) {
      step.actionMask(k).set(0, k % 3, true);
      step.actionMask(k).set(1, k % 4, true);
    }
    ByteBuffer actions = ByteBuffer.allocate(5 * space.byteSize()).order(ByteOrder.nativeOrder());
    new RandomPolicy(space, 1).act(step, actions);
    for (int k = 0; k < 5; k++) {
      assertEquals(k % 3, actions.getInt(8 * k));
      assertEquals(k % 4, actions.getInt(8 * k + 4));
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
