package dev.rookery.testkit.environment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.rookery.environment.Action;
import dev.rookery.environment.ActionMask;
import dev.rookery.environment.ActionSampler;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.DiscreteSpace;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentWrapper;
import dev.rookery.environment.MultiDiscreteSpace;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.SpacePart;
import dev.rookery.environment.Step;
import dev.rookery.environment.TensorSpace;
import dev.rookery.render.Frame;
import dev.rookery.render.Renderer;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The tests that every {@link Environment} passes, as a test class to extend:
 *
 * <pre>{@code
 * class MyEnvironmentTest extends EnvironmentContract {
 *   @Override
 *   protected Environment create() {
 *     return new MyEnvironment();
 *   }
 * }
 * }</pre>
 *
 * <p>The promises that an environment may break for good reasons have a method to say so.
 */
public abstract class EnvironmentContract {

  private static final int STEPS = 2_000;
  private static final int DRAWN_STEPS = 200;

  /** Makes the environment; every call makes a new object, which does the same as the others. */
  protected abstract Environment create();

  /** Whether episodes of different seeds differ under the same actions. */
  protected boolean isRandom() {
    return true;
  }

  /**
   * Whether {@link Environment#step} and {@link Environment#legalActions} allocate nothing on the
   * heap.
   */
  protected boolean isAllocationFree() {
    return true;
  }

  @Test
  public void spacesStayTheSameObjects() {
    try (Environment environment = create();
        Environment other = create()) {
      Space observations = environment.observationSpace();
      Space actions = environment.actionSpace();
      assertInstanceOf(TensorSpace.class, actions, "only observations may have named parts");
      new Recording(environment, 1, (byte) 0).run(7, 100);
      assertSame(observations, environment.observationSpace());
      assertSame(actions, environment.actionSpace());
      assertEquals(observations, other.observationSpace());
      assertEquals(actions, other.actionSpace());
    }
  }

  @Test
  public void whetherThereAreLegalActionsStaysTheSame() {
    try (Environment environment = create();
        Environment other = create()) {
      boolean legal = environment.hasLegalActions();
      assertTrue(
          !legal || ActionMask.canMask(environment.actionSpace()),
          "only discrete and multi-discrete actions can be illegal");
      new Recording(environment, 1, (byte) 0).run(7, 100);
      assertEquals(legal, environment.hasLegalActions());
      assertEquals(legal, other.hasLegalActions());
    }
  }

  /** One copy is asked once after each step which actions are legal, the other three times. */
  @Test
  public void someActionIsLegalAndAskingChangesNothing() {
    try (Environment once = create();
        Environment often = create()) {
      assumeTrue(once.hasLegalActions(), "every action is always legal here");
      Recording recording = new Recording(often, 1, (byte) 0);
      recording.askForLegalActions(3);
      assertArrayEquals(
          new Recording(once, 1, (byte) 0).run(7, STEPS),
          recording.run(7, STEPS),
          "asking which actions are legal changed something, or gave another answer");
    }
  }

  /**
   * The buffers of the two hold different rubbish, so that a value which is not written differs.
   */
  @Test
  public void sameSeedAndActionsGiveTheSameCompleteTrajectory() {
    try (Environment first = create();
        Environment second = create()) {
      byte[] expected = new Recording(first, 1, (byte) 0x55).run(7, STEPS);
      assertArrayEquals(
          expected,
          new Recording(second, 1, (byte) 0xaa).run(7, STEPS),
          "the same seed and actions led elsewhere, or an observation was not written completely");
    }
  }

  @Test
  public void everyCopyIsAnObjectOfItsOwn() {
    try (Environment first = create();
        Environment second = create()) {
      for (Environment layer : layers(first)) {
        assertTrue(
            layers(second).stream().noneMatch(other -> other == layer),
            "two copies are, or contain, the same %s: each needs a state of its own"
                .formatted(layer.getClass().getName()));
      }
    }
  }

  /** Steps two copies in turn: neither may notice the other, whose end comes in the middle. */
  @Test
  public void copiesDoNotShareState() {
    byte[] firstAlone = alone(7, 1, STEPS);
    byte[] secondAlone = alone(1007, 2, STEPS / 2);
    try (Environment first = create()) {
      Recording one = new Recording(first, 1, (byte) 0);
      one.start(7);
      try (Environment second = create()) {
        Recording other = new Recording(second, 2, (byte) 0);
        other.start(1007);
        for (int i = 0; i < STEPS / 2; i++) {
          one.step();
          other.step();
        }
        assertArrayEquals(
            secondAlone, other.log(), "a copy behaves otherwise when another is stepped beside it");
      }
      for (int i = STEPS / 2; i < STEPS; i++) {
        one.step();
      }
      assertArrayEquals(
          firstAlone,
          one.log(),
          "a copy behaves otherwise when another is stepped beside it, or closed");
    }
  }

  private byte[] alone(long seed, long actionSeed, int steps) {
    try (Environment environment = create()) {
      return new Recording(environment, actionSeed, (byte) 0).run(seed, steps);
    }
  }

  /** The environment and those inside its wrappers. */
  private static List<Environment> layers(Environment environment) {
    List<Environment> layers = new ArrayList<>(List.of(environment));
    while (layers.get(layers.size() - 1) instanceof EnvironmentWrapper wrapper) {
      layers.add(wrapper.inner());
    }
    return layers;
  }

  @Test
  public void anEpisodeDoesNotDependOnEarlierOnes() {
    try (Environment fresh = create();
        Environment used = create()) {
      new Recording(used, 3, (byte) 0).run(11, 17);
      assertArrayEquals(
          new Recording(fresh, 1, (byte) 0).run(7, 100),
          new Recording(used, 1, (byte) 0).run(7, 100),
          "reset left something of an earlier episode behind");
    }
  }

  @Test
  public void differentSeedsDiffer() {
    assumeTrue(isRandom(), "nothing is random here");
    try (Environment environment = create()) {
      byte[] first = new Recording(environment, 1, (byte) 0).run(7, 500);
      byte[] second = new Recording(environment, 1, (byte) 0).run(8, 500);
      assertFalse(Arrays.equals(first, second), "seeds 7 and 8 gave the same trajectory");
    }
  }

  @Test
  public void observationsAndRewardsAreFiniteAndWithinBounds() {
    try (Environment environment = create()) {
      Recording recording = new Recording(environment, 1, (byte) 0xff);
      recording.checkWith(EnvironmentContract::checkObservation);
      recording.run(7, STEPS);
    }
  }

  @Test
  public void takesTheExtremeActions() {
    try (Environment environment = create()) {
      Observation observation = new Observation(environment.observationSpace());
      Step step = new Step(observation);
      Action action = new Action(environment.actionSpace());
      for (boolean high : new boolean[] {false, true}) {
        environment.reset(7, observation);
        for (int i = 0; i < action.size(); i++) {
          action.set(i, extreme(environment, i, high));
        }
        step.clear();
        environment.step(action, step);
        checkObservation(observation, "after " + (high ? "the highest" : "the lowest") + " action");
      }
    }
  }

  @Test
  public void leavesTheActionAsItIs() {
    try (Environment environment = create()) {
      Observation observation = new Observation(environment.observationSpace());
      Step step = new Step(observation);
      Action action = new Action(environment.actionSpace());
      byte[] memory = new byte[action.space().byteSize()];
      action.wrap(ByteBuffer.wrap(memory).order(ByteOrder.nativeOrder()), 0);
      environment.reset(7, observation);
      sample(environment, new ActionSampler(1), action);
      byte[] before = memory.clone();
      environment.step(action, step);
      assertArrayEquals(before, memory);
    }
  }

  @Test
  public void stepsAllocateNothing() {
    assumeTrue(isAllocationFree(), "this environment allocates on purpose");
    try (Environment environment = create()) {
      Observation observation = new Observation(environment.observationSpace());
      Step step = new Step(observation);
      Action action = new Action(environment.actionSpace());
      ActionSampler sampler = new ActionSampler(1);
      ActionMask mask =
          environment.hasLegalActions() ? new ActionMask(environment.actionSpace()) : null;
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long allocated = 0;
      environment.reset(0, observation);
      for (int i = -STEPS; i < STEPS; i++) {
        sample(environment, sampler, action);
        step.clear();
        if (mask != null) {
          mask.setAll(false);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        environment.step(action, step);
        if (mask != null && !step.terminated()) {
          environment.legalActions(mask);
        }
        if (i >= 0) { // After a warm-up, which loads classes.
          allocated += threads.getCurrentThreadAllocatedBytes() - before;
        }
        if (step.ended()) {
          environment.reset(i, observation);
        }
      }
      assertTrue(allocated < STEPS, "%s bytes allocated in %s steps".formatted(allocated, STEPS));
    }
  }

  /** For environments that can be drawn; others have nothing to keep. */
  @Test
  public void drawingChangesNothing() {
    byte[] undrawn = alone(7, 1, DRAWN_STEPS);
    try (Environment environment = create()) {
      Recording recording = new Recording(environment, 1, (byte) 0);
      recording.start(7);
      assumeTrue(environment.renderer().isPresent(), "this environment cannot be drawn");
      Renderer renderer = environment.renderer().orElseThrow();
      assertTrue(renderer.framesPerSecond() > 0, "frames per second");
      for (int i = 0; i < DRAWN_STEPS; i++) {
        recording.step();
        assertArrayEquals(drawn(renderer), drawn(renderer), "the same state was drawn in two ways");
      }
      assertArrayEquals(undrawn, recording.log(), "drawing changed the trajectory");
    }
  }

  private static int[] drawn(Renderer renderer) {
    Frame frame = new Frame(renderer.width(), renderer.height());
    renderer.draw(frame);
    return frame.pixels();
  }

  @Test
  public void closingTwiceIsHarmless() {
    Environment environment = create();
    environment.reset(1, new Observation(environment.observationSpace()));
    environment.close();
    environment.close();
  }

  /** Writes a random action that is legal now. */
  private static void sample(Environment environment, ActionSampler sampler, Action action) {
    if (environment.hasLegalActions()) {
      sampler.sample(action, legalActions(environment));
    } else {
      sampler.sample(action);
    }
  }

  private static ActionMask legalActions(Environment environment) {
    ActionMask mask = new ActionMask(environment.actionSpace());
    environment.legalActions(mask);
    return mask;
  }

  private static double extreme(Environment environment, int index, boolean high) {
    Space space = environment.actionSpace();
    if (environment.hasLegalActions()) {
      ActionMask mask = legalActions(environment);
      return mask.legal(index, high ? mask.legalCount(index) - 1 : 0);
    } else if (space instanceof DiscreteSpace discrete) {
      return high ? discrete.n() - 1 : 0;
    } else if (space instanceof MultiDiscreteSpace choices) {
      return high ? choices.sizes().get(index) - 1 : 0;
    }
    BoxSpace box = (BoxSpace) space;
    double bound = high ? box.high(index) : box.low(index);
    return Double.isInfinite(bound) ? (high ? 100 : -100) : bound;
  }

  private static void checkObservation(Observation observation, String where) {
    for (SpacePart part : observation.space().parts()) {
      String of = part.name().isEmpty() ? "" : " of the part '%s'".formatted(part.name());
      checkNumbers(observation.part(part.name()), of + " " + where);
    }
  }

  private static void checkNumbers(Observation observation, String where) {
    for (int i = 0; i < observation.size(); i++) {
      float value = observation.getFloat(i);
      double low = 0;
      double high;
      if (observation.space() instanceof DiscreteSpace discrete) {
        high = discrete.n() - 1;
      } else if (observation.space() instanceof MultiDiscreteSpace choices) {
        high = choices.sizes().get(i) - 1;
      } else {
        BoxSpace box = (BoxSpace) observation.space();
        low = (float) box.low(i);
        high = (float) box.high(i);
      }
      assertTrue(
          Float.isFinite(value) && value >= low && value <= high,
          "observed %s at index %s%s, outside %s to %s".formatted(value, i, where, low, high));
    }
  }
}
