package dev.rookery.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What {@link SerialVectorEnvironment} makes of environments that have legal actions. */
class LegalActionsTest {

  private static final int ACTIONS = 10;

  /** After t steps of episode e, a third of the actions is illegal; which, e and t decide. */
  private static class Masked extends CountingEnvironment {

    boolean terminated;

    Masked(int... lengths) {
      super(lengths);
    }

    static boolean isLegal(int action, int episode, int steps) {
      return (action + episode + 2 * steps) % 3 != 0;
    }

    @Override
    public void reset(long seed, Observation observation) {
      terminated = false;
      super.reset(seed, observation);
    }

    @Override
    public void step(Action action, Step step) {
      super.step(action, step);
      terminated = step.terminated();
    }

    @Override
    public boolean hasLegalActions() {
      return true;
    }

    @Override
    public void legalActions(ActionMask mask) {
      assertFalse(terminated, "what has terminated is not asked");
      for (int a = 0; a < ACTIONS; a++) {
        if (isLegal(a, episode(), steps)) {
          mask.set(a, true);
        }
      }
    }
  }

  @Property(tries = 100)
  void eachObservationHasItsMask(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 5) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 6) int maximumSteps,
      @ForAll long seed) {
    List<Masked> copies = lengths.stream().map(Masked::new).toList();
    SerialVectorEnvironment environments =
        new SerialVectorEnvironment("Masked", copies, seed, maximumSteps);
    VectorStep step = VectorStep.of(environments);
    ByteBuffer actions = DirectBuffers.allocate(copies.size(), Integer.BYTES);
    SplittableRandom random = new SplittableRandom(seed);
    environments.reset(step);
    for (int i = 0; i < 30; i++) {
      for (int k = 0; k < copies.size(); k++) {
        assertEquals(expected(step.observations(), k), mask(step.actionMasks(), k));
        ActionMask mask = step.actionMask(k);
        actions.putInt(4 * k, mask.legal(0, random.nextInt(mask.legalCount(0))));
      }
      environments.step(actions, step);
      for (int k = 0; k < copies.size(); k++) {
        List<Integer> expected = expected(step.nextObservations(), k);
        assertEquals(step.terminated()[k] ? List.of() : expected, mask(step.nextActionMasks(), k));
      }
    }
  }

  private static List<Integer> expected(ByteBuffer observations, int k) {
    int episode = (int) observations.getFloat(8 * k);
    int steps = (int) observations.getFloat(8 * k + 4);
    return IntStream.range(0, ACTIONS)
        .filter(a -> Masked.isLegal(a, episode, steps))
        .boxed()
        .toList();
  }

  private static List<Integer> mask(ByteBuffer masks, int k) {
    List<Integer> legal = new ArrayList<>();
    for (int a = 0; a < ACTIONS; a++) {
      int value = masks.get(ACTIONS * k + a);
      assertTrue(value == 0 || value == 1);
      if (value == 1) {
        legal.add(a);
      }
    }
    return legal;
  }

  @Test
  void withoutLegalActionsThereAreNoMasks() {
    SerialVectorEnvironment environments = vector(new CountingEnvironment(3));
    assertFalse(environments.hasLegalActions());
    VectorStep step = VectorStep.of(environments);
    assertFalse(step.hasActionMasks());
    assertThrows(IllegalStateException.class, step::actionMasks);
    assertThrows(IllegalStateException.class, step::nextActionMasks);
    assertThrows(IllegalStateException.class, () -> step.actionMask(0));
  }

  @Test
  void aStepWithoutRoomForMasksIsRefused() {
    SerialVectorEnvironment environments = vector(new Masked(3));
    VectorStep step = new VectorStep(1, environments.observationSpace());
    assertThrows(IllegalStateException.class, () -> environments.reset(step));
  }

  /** Legal after the reset are 1, 2, 4, 5, …; after one step 0, 2, 3, 5, …. */
  @Test
  void anIllegalActionIsRefusedWithItsPlace() {
    assertEquals(
        "environment Masked (copy 1) was given the action 3 in step 1, which is illegal; legal are"
            + " [1, 2, 4, 5, 7, 8]: look at what chose it",
        refused(vector(new Masked(9), new Masked(9)), 1, 3));
    assertEquals(
        "environment Masked (copy 0) was given the action 1 in step 2, which is illegal; legal are"
            + " [0, 2, 3, 5, 6, 8, 9]: look at what chose it",
        refused(vector(new Masked(9), new Masked(9)), 1, 1, 1, 1));
  }

  /** The steps' actions in turn, for two copies. */
  private static String refused(SerialVectorEnvironment environments, int... choices) {
    VectorStep step = VectorStep.of(environments);
    ByteBuffer actions = DirectBuffers.allocate(environments.count(), Integer.BYTES);
    return assertThrows(
            RookeryException.class,
            () -> {
              environments.reset(step);
              for (int i = 0; i < choices.length; i += environments.count()) {
                for (int k = 0; k < environments.count(); k++) {
                  actions.putInt(4 * k, choices[i + k]);
                }
                environments.step(actions, step);
              }
            })
        .getMessage();
  }

  /** A caller's steps may be other objects, or be written to: what is legal stays known. */
  @Test
  void whatIsLegalDoesNotDependOnTheCallersMemory() {
    SerialVectorEnvironment environments = vector(new Masked(9));
    VectorStep step = VectorStep.of(environments);
    environments.reset(step);
    step.actionMask(0).setAll(true);
    ByteBuffer illegal = DirectBuffers.allocate(1, Integer.BYTES);
    assertThrows(RookeryException.class, () -> environments.step(illegal, step));
    environments.step(illegal.putInt(0, 1), VectorStep.of(environments));
    environments.step(illegal.putInt(0, 2), step);
  }

  /** Some of the copies say that nothing is legal after two steps. */
  @Test
  void noLegalActionIsAnErrorUnlessTheEpisodeTerminated() {
    assertEquals(
        "environment Masked (copy 1) has no legal action after 0 steps: where the episode has not"
            + " terminated, at least one must be legal",
        refused(vector(new Masked(9), stuckAfter(0, 9)), 1, 1, 2, 2));
    assertEquals(
        "environment Masked (copy 1) has no legal action after 2 steps: where the episode has not"
            + " terminated, at least one must be legal",
        refused(vector(new Masked(9), stuckAfter(2, 9)), 1, 1, 2, 2));
    Environment truncated =
        new EnvironmentWrapper(stuckAfter(1, 9)) {
          @Override
          public void step(Action action, Step step) {
            inner.step(action, step);
            step.truncated(true);
          }
        };
    assertTrue(refused(vector(truncated), 1).contains("no legal action after 1 steps"));
    SerialVectorEnvironment terminated = vector(stuckAfter(2, 2));
    VectorStep step = VectorStep.of(terminated);
    terminated.reset(step);
    terminated.step(DirectBuffers.allocate(4).putInt(0, 1), step);
    terminated.step(DirectBuffers.allocate(4).putInt(0, 2), step);
    assertTrue(step.terminated()[0]);
    assertEquals(List.of(), mask(step.nextActionMasks(), 0));
    assertFalse(mask(step.actionMasks(), 0).isEmpty());
  }

  private static Environment stuckAfter(int count, int length) {
    return new Masked(length) {
      @Override
      public void legalActions(ActionMask mask) {
        if (steps != count) {
          super.legalActions(mask);
        }
      }
    };
  }

  @Test
  void whoDoesNotOverrideTheMethodHasNoLegalAction() {
    Environment forgetful =
        new CountingEnvironment(9) {
          @Override
          public boolean hasLegalActions() {
            return true;
          }
        };
    assertTrue(refused(vector(forgetful), 1).contains("no legal action after 0 steps"));
  }

  @Test
  void eachChoiceNeedsALegalAlternative() {
    Environment choices =
        new CountingEnvironment(9) {
          private final Space actionSpace = Space.multiDiscrete(2, 3);

          @Override
          public Space actionSpace() {
            return actionSpace;
          }

          @Override
          public boolean hasLegalActions() {
            return true;
          }

          @Override
          public void legalActions(ActionMask mask) {
            mask.set(0, 1, true);
            mask.set(1, 0, steps < 2);
            mask.set(1, 2, steps < 2);
          }
        };
    SerialVectorEnvironment environments = vector(choices);
    VectorStep step = VectorStep.of(environments);
    environments.reset(step);
    assertEquals(5, step.actionMasks().capacity());
    ByteBuffer actions = DirectBuffers.allocate(2, Integer.BYTES).putInt(0, 1).putInt(4, 1);
    assertEquals(
        "environment Masked (copy 0) was given the action 1 of choice 1 in step 1, which is"
            + " illegal; legal are [0, 2]: look at what chose it",
        assertThrows(RookeryException.class, () -> environments.step(actions, step)).getMessage());
    environments.step(actions.putInt(4, 2), step);
    assertEquals(
        "environment Masked (copy 0) has no legal action of choice 1 after 2 steps: where the"
            + " episode has not terminated, at least one must be legal",
        assertThrows(EnvironmentException.class, () -> environments.step(actions, step))
            .getMessage());
  }

  @Test
  void onlyChoicesCanBeIllegal() {
    CountingEnvironment box =
        new Masked(9) {
          @Override
          public Space actionSpace() {
            return Space.box(0, 1, 2);
          }
        };
    assertEquals(
        "environment Masked says that it has legal actions, but its actions are box(float32[2],"
            + " 0.0 to 1.0): only discrete and multi-discrete actions can be illegal",
        assertThrows(EnvironmentException.class, () -> vector(box)).getMessage());
    assertTrue(box.closed);
  }

  @Test
  void copiesMustAgree() {
    assertEquals(
        "the environments named Masked do not all say the same in hasLegalActions()",
        assertThrows(
                EnvironmentException.class, () -> vector(new Masked(9), new CountingEnvironment(9)))
            .getMessage());
  }

  @Test
  void aCallThatFailsIsToldAndSeenWhileItIsUnderWay() {
    List<SerialVectorEnvironment> vector = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    Environment broken =
        new Masked(9) {
          @Override
          public void legalActions(ActionMask mask) {
            vector.forEach(environments -> seen.add(environments.activity()));
            if (steps == 1) {
              throw new IllegalStateException("broken");
            }
            super.legalActions(mask);
          }
        };
    vector.add(vector(new Masked(9), broken));
    assertEquals(
        "environment Masked (copy 1) failed in legalActions after 1 steps:"
            + " java.lang.IllegalStateException: broken",
        refused(vector.get(0), 1, 1));
    String call = "environment Masked (copy 1) in legalActions";
    assertEquals(List.of(call, call), seen);
    assertEquals("", vector.get(0).activity());
  }

  /** Action 1 is legal after 0 and 2 steps, but not after 1. */
  @Test
  void whatAWrapperDoesToTheEnvironmentIsCheckedToo() {
    UnaryOperator<Environment> careless =
        inner ->
            new EnvironmentWrapper(inner) {
              @Override
              public void step(Action action, Step step) {
                inner.step(action, step);
                inner.step(action, step);
              }
            };
    assertEquals(
        "environment Masked (copy 0) was given the action 1 in step 2, which is illegal; legal are"
            + " [0, 2, 3, 5, 6, 8, 9]: look at what chose it",
        refused(vector(new WrappedEnvironment(new Masked(9), careless)), 1));
  }

  @Test
  void wrappersPassMasksOn() {
    UnaryOperator<Environment> plain = inner -> new EnvironmentWrapper(inner) {};
    SerialVectorEnvironment environments = vector(new WrappedEnvironment(new Masked(9), plain));
    VectorStep step = VectorStep.of(environments);
    environments.reset(step);
    assertEquals(List.of(1, 2, 4, 5, 7, 8), mask(step.actionMasks(), 0));
  }

  /** What the environment inside calls action 3 may be another one of the wrapper's. */
  @Test
  void aWrapperWithOtherActionsMustSayWhichAreLegal() {
    Environment more =
        new EnvironmentWrapper(new Masked(9)) {
          private final Space actionSpace = Space.discrete(12);

          @Override
          public Space actionSpace() {
            return actionSpace;
          }
        };
    assertEquals(
        "the wrapper %s changes the actions from discrete(10) to discrete(12): it must override legalActions too"
            .formatted(more.getClass().getName()),
        refused(vector(more), 1));
  }

  private static SerialVectorEnvironment vector(Environment... copies) {
    return new SerialVectorEnvironment("Masked", Arrays.asList(copies), 1);
  }
}
