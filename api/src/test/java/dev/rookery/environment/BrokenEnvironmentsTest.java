package dev.rookery.environment;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link SerialVectorEnvironment} says of environments that break their promises. */
class BrokenEnvironmentsTest {

  private static final Space PAIR = Space.box(-10, 10, 2);

  /** An environment made of what it does. */
  private record Scripted(
      Space observationSpace, Consumer<Observation> onReset, Consumer<Step> onStep)
      implements Environment {

    @Override
    public Space actionSpace() {
      return Space.discrete(2);
    }

    @Override
    public void reset(long seed, Observation observation) {
      onReset.accept(observation);
    }

    @Override
    public void step(Action action, Step step) {
      onStep.accept(step);
    }
  }

  /** Another thread sees it in a message about an environment that is stuck. */
  @Test
  void whatIsUnderWayIsKnownWhileItIs() {
    List<String> seen = new ArrayList<>();
    List<VectorEnvironment> vector = new ArrayList<>();
    Runnable look = () -> vector.forEach(environments -> seen.add(environments.activity()));
    Environment calm =
        new Scripted(PAIR, first -> first.setAll(0, 0), step -> step.observation().setAll(0, 0));
    Environment looking =
        new Scripted(
            PAIR,
            first -> {
              look.run();
              first.setAll(0, 0);
            },
            step -> {
              look.run();
              throw new IllegalStateException("broken");
            });
    SerialVectorEnvironment environments =
        new SerialVectorEnvironment("Slow", List.of(calm, looking), 1);
    vector.add(environments);
    VectorStep step = new VectorStep(2, PAIR);
    look.run();
    environments.reset(step);
    look.run();
    ByteBuffer actions = DirectBuffers.allocate(8);
    assertThrows(EnvironmentException.class, () -> environments.step(actions, step));
    look.run();
    assertEquals(
        List.of(
            "", "environment Slow (copy 1) in reset", "", "environment Slow (copy 1) in step", ""),
        seen);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void anObservationThatIsNotFiniteIsNamed(float value) {
    assertBroken(
        "environment Broken (copy 1) observed %s at index 1 after 0 steps; was the value written?"
            .formatted(value),
        new Scripted(PAIR, first -> first.setAll(0, value), step -> {}));
    assertBroken(
        "environment Broken (copy 1) observed %s at index 0 after 3 steps; was the value written?"
            .formatted(value),
        afterTwoSteps(step -> step.observation().setAll(value, 0)));
  }

  @Test
  void aValueThatIsNotWrittenIsSeen() {
    assertBroken(
        "environment Broken (copy 1) observed NaN at index 1 after 0 steps; was the value written?",
        new Scripted(PAIR, first -> first.set(0, 1), step -> {}));
    assertBroken(
        "environment Broken (copy 1) observed NaN at index 1 after 3 steps; was the value written?",
        afterTwoSteps(step -> step.observation().set(0, 1)));
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e39, -1e39})
  void aRewardThatIsNoFiniteFloatIsNamed(double reward) {
    assertBroken(
        "environment Broken (copy 1) gave the reward %s in step 3".formatted(reward),
        afterTwoSteps(
            step -> {
              step.observation().setAll(0, 0);
              step.reward(reward);
            }));
  }

  @Test
  void aChoiceThatIsNotWrittenIsSeen() {
    assertBroken(
        "environment Broken (copy 1) did not write index 1 of its observation after 2 steps",
        new Scripted(
            Space.multiDiscrete(3, 2),
            first -> first.setAll(2, 1),
            new Consumer<>() {
              private int steps;

              @Override
              public void accept(Step step) {
                step.observation().set(0, 1);
                if (++steps < 2) {
                  step.observation().set(1, 1);
                }
              }
            }));
  }

  @Test
  void aByteThatIsNotWrittenIsSeen() {
    Environment environment =
        new Scripted(
            Space.image(1, 2, 3, 255),
            first -> first.setAll(1, 2, 3, 4, 5, 6),
            step -> {
              for (int i = 0; i < 6; i++) {
                if (i != 4) { // It stays the same, and nobody draws it again.
                  step.observation().set(i, i + 1);
                }
              }
            });
    assertBroken(
        "environment Broken (copy 1) did not write index 4 of its last 8 observations, after 8"
            + " steps: every value must be written, even one that stays the same",
        environment,
        8);
  }

  @Test
  void aValueThatLeavesItsBoundsIsNamed() {
    assertBroken(
        "environment Broken (copy 1) observed 1.0E30 at index 1 after 0 steps, outside"
            + " -10.0..10.0",
        new Scripted(PAIR, first -> first.setAll(0, 1e30), step -> {}));
    assertBroken(
        "environment Broken (copy 1) observed -10.5 at index 0 after 3 steps, outside -10.0..10.0",
        afterTwoSteps(step -> step.observation().setAll(-10.5, 0)));
    assertBroken(
        "environment Broken (copy 1) observed 2 at index 0 after 0 steps, outside 0..1",
        new Scripted(Space.image(1, 1, 1, 1), first -> first.set(0, 2), step -> {}));
  }

  private static final DictSpace PARTS =
      Space.dict("image", Space.image(1, 2, 3, 255))
          .and("gear", Space.discrete(3))
          .and("speed", Space.box(-1, 1, 2));

  /** Zeros, but for what {@code then} writes after two steps. */
  private static Scripted partsAfterTwoSteps(Consumer<Observation> then) {
    int[] steps = {0};
    return new Scripted(
        PARTS,
        BrokenEnvironmentsTest::zero,
        step -> {
          if (++steps[0] < 3) {
            zero(step.observation());
          } else {
            then.accept(step.observation());
          }
        });
  }

  @Test
  void whatIsWrongWithAPartIsNamedWithThePart() {
    assertBroken(
        "environment Broken (copy 1) observed NaN at index 1 of the part 'speed' after 3 steps; was"
            + " the value written?",
        partsAfterTwoSteps(
            observation -> {
              observation.part("image").setAll(0, 0, 0, 0, 0, 0);
              observation.part("gear").set(0, 1);
              observation.part("speed").set(0, 1);
            }));
    assertBroken(
        "environment Broken (copy 1) did not write index 0 of the part 'gear' of its observation"
            + " after 3 steps",
        partsAfterTwoSteps(
            observation -> {
              observation.part("image").setAll(0, 0, 0, 0, 0, 0);
              observation.part("speed").setAll(0, 0);
            }));
    assertBroken(
        "environment Broken (copy 1) observed 1.5 at index 1 of the part 'speed' after 3 steps,"
            + " outside -1.0..1.0",
        partsAfterTwoSteps(
            observation -> {
              zero(observation);
              observation.part("speed").set(1, 1.5);
            }));
    assertBroken(
        "environment Broken (copy 1) did not write index 0 of the part 'image' of its last 8"
            + " observations, after 10 steps: every value must be written, even one that stays the"
            + " same",
        partsAfterTwoSteps(
            observation -> {
              observation.part("gear").set(0, 1);
              observation.part("speed").setAll(0, 0);
            }),
        20);
    assertDoesNotThrow(() -> run(partsAfterTwoSteps(observation -> zero(observation)), 20));
  }

  /** After the close checks, which fill bytes too. */
  @Test
  void aPartThatIsNotWrittenIsSeenForEver() {
    int[] steps = {0};
    Environment environment =
        new Scripted(
            PARTS,
            BrokenEnvironmentsTest::zero,
            step -> {
              zero(step.observation());
              if (++steps[0] == SerialVectorEnvironment.CHECKED_STEPS + 100) {
                step.observation().part("speed").set(1, Double.NaN);
              }
            });
    assertBroken(
        "environment Broken (copy 1) observed NaN at index 1 of the part 'speed' after 1100 steps;"
            + " was the value written?",
        environment,
        SerialVectorEnvironment.CHECKED_STEPS + 200);
  }

  @Test
  void actionsWithPartsAreRefused() {
    Environment environment =
        new EnvironmentWrapper(new Scripted(PAIR, first -> {}, step -> {})) {
          @Override
          public Space actionSpace() {
            return PARTS;
          }
        };
    String message =
        assertThrows(
                EnvironmentException.class,
                () -> new SerialVectorEnvironment("Broken", List.of(environment), 1))
            .getMessage();
    assertTrue(message.startsWith("the actions of the environment Broken are dict("), message);
    assertEquals(1, message.lines().count());
  }

  /** A bound that no float has is compared as the environment can write it. */
  @Test
  void aValueOnItsBoundIsWithin() {
    Environment environment =
        new Scripted(
            Space.box(-0.1, 0.3, 2),
            first -> first.setAll(-0.1, 0.3),
            step -> step.observation().setAll(0.3, -0.1));
    assertDoesNotThrow(() -> run(environment, 4));
  }

  @Test
  void aValueThatNoByteCanHoldIsNotCut() {
    assertBroken(
        "environment Broken (copy 1) failed in step 1: java.lang.IllegalArgumentException: 300 at"
            + " index 1 of the space box(uint8[1, 1, 2], 0.0 to 255.0), whose numbers are bytes:"
            + " 0..255",
        new Scripted(
            Space.image(1, 1, 2, 255),
            first -> first.setAll(0, 255),
            step -> step.observation().set(1, 300)));
  }

  @Test
  void boundsAreCheckedInTheFirstStepsOfEachCopyOnly() {
    int[] steps = {0};
    Environment environment =
        new Scripted(
            PAIR,
            first -> first.setAll(0, 0),
            step -> {
              boolean late = ++steps[0] > SerialVectorEnvironment.CHECKED_STEPS;
              step.observation().setAll(0, late ? 11 : 10);
            });
    assertDoesNotThrow(() -> run(environment, SerialVectorEnvironment.CHECKED_STEPS + 10));
    steps[0] = 1;
    assertBroken(
        "environment Broken (copy 1) observed 11.0 at index 1 after 1000 steps, outside"
            + " -10.0..10.0",
        environment,
        SerialVectorEnvironment.CHECKED_STEPS);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2, Integer.MAX_VALUE})
  void anActionThatIsNoChoiceIsNamed(int choice) {
    Environment environment = new Scripted(PAIR, first -> zero(first), step -> {});
    RookeryException e = assertThrows(RookeryException.class, () -> run(environment, 1, choice));
    assertEquals(
        ("environment Broken (copy 1) was given the action %d at index 0 in step 1, outside 0..1:"
                + " look at what chose it")
            .formatted(choice),
        e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 4, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void aDiscreteObservationOutOfRangeIsNamed(int value) {
    assertBroken(
        "environment Broken (copy 1) observed %d at index 0 after 0 steps, outside 0..3"
            .formatted(value),
        new Scripted(Space.discrete(4), first -> first.set(0, value), step -> {}));
  }

  @Test
  void aMultiDiscreteObservationOutOfRangeIsNamed() {
    assertBroken(
        "environment Broken (copy 1) observed 2 at index 1 after 1 steps, outside 0..1",
        new Scripted(
            Space.multiDiscrete(3, 2),
            first -> first.setAll(2, 1),
            step -> step.observation().setAll(2, 2)));
  }

  @Test
  void anExceptionIsWrappedWithItsPlace() {
    RuntimeException cause = new IllegalStateException("engine is cold");
    EnvironmentException inReset =
        assertBroken(
            "environment Broken (copy 1) failed in reset: java.lang.IllegalStateException: engine is"
                + " cold",
            new Scripted(
                PAIR,
                first -> {
                  throw cause;
                },
                step -> {}));
    assertSame(cause, inReset.getCause());
    EnvironmentException inStep =
        assertBroken(
            "environment Broken (copy 1) failed in step 3: java.lang.IllegalStateException: engine is"
                + " cold",
            afterTwoSteps(
                step -> {
                  throw cause;
                }));
    assertSame(cause, inStep.getCause());
  }

  /** A class that is missing, a recursion without end: environment, copy and step are told. */
  @Test
  void anErrorIsWrappedWithItsPlace() {
    Error cause = new NoClassDefFoundError("kotlin/Unit");
    EnvironmentException inReset =
        assertBroken(
            "environment Broken (copy 1) failed in reset: java.lang.NoClassDefFoundError:"
                + " kotlin/Unit",
            new Scripted(
                PAIR,
                first -> {
                  throw cause;
                },
                step -> {}));
    assertSame(cause, inReset.getCause());
    EnvironmentException inStep =
        assertBroken(
            "environment Broken (copy 1) failed in step 3: java.lang.StackOverflowError",
            afterTwoSteps(BrokenEnvironmentsTest::recurse));
    assertInstanceOf(StackOverflowError.class, inStep.getCause());
  }

  private static void recurse(Step step) {
    recurse(step);
    step.reward(1);
  }

  /** Kotlin throws what it does not declare. */
  @Test
  void anUndeclaredCheckedExceptionIsWrappedAndAnInterruptKept() {
    EnvironmentException e =
        assertBroken(
            "environment Broken (copy 1) failed in step 3: java.lang.InterruptedException: stop",
            afterTwoSteps(step -> sneak(new InterruptedException("stop"))));
    assertTrue(Thread.interrupted());
    assertInstanceOf(InterruptedException.class, e.getCause());
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> void sneak(Throwable thrown) throws E {
    throw (E) thrown;
  }

  @Test
  void anExceptionForPeopleStaysAsItIs() {
    RookeryException own = new RookeryException("start the simulator first");
    Environment environment =
        new Scripted(
            PAIR,
            first -> {
              throw own;
            },
            step -> {});
    assertSame(own, assertThrows(RookeryException.class, () -> run(environment, 1)));
  }

  @Test
  void theStepsOfTheMessageBeginAnewWithEachEpisode() {
    assertBroken(
        "environment Broken (copy 1) gave the reward NaN in step 1",
        new Scripted(
            PAIR,
            first -> first.setAll(0, 0),
            new Consumer<>() {
              private int calls;

              @Override
              public void accept(Step step) {
                step.observation().setAll(0, 0);
                step.terminated(true);
                step.reward(calls++ == 2 ? Double.NaN : 0);
              }
            }));
  }

  @Test
  void environmentsOfDifferentSpacesAreRefused() {
    Environment pair = new Scripted(PAIR, first -> {}, step -> {});
    Environment choice = new Scripted(Space.discrete(2), first -> {}, step -> {});
    EnvironmentException e =
        assertThrows(
            EnvironmentException.class,
            () -> new SerialVectorEnvironment("Mixed", List.of(pair, choice), 0));
    assertEquals("the environments named Mixed do not all have the same spaces", e.getMessage());
  }

  @Test
  void copiesThatAreOneObjectAreRefused() {
    Environment pair = new Scripted(PAIR, first -> {}, step -> {});
    Environment other = new Scripted(PAIR, first -> first.set(0, 1), step -> {});
    assertEquals(
        "copies 0 and 2 of the environment Same are the same object: each must be a new one",
        assertThrows(
                EnvironmentException.class,
                () -> new SerialVectorEnvironment("Same", List.of(pair, other, pair), 0))
            .getMessage());
  }

  @Test
  void aSpaceThatIsNullIsNamed() {
    Environment environment =
        new EnvironmentWrapper(new CountingEnvironment(1)) {
          @Override
          @SuppressWarnings("NullAway") // a program without null checks
          public Space actionSpace() {
            return null;
          }
        };
    assertEquals(
        "environment Null (copy 0) actionSpace() returned null",
        assertThrows(
                EnvironmentException.class,
                () -> new SerialVectorEnvironment("Null", List.of(environment), 0))
            .getMessage());
  }

  @Test
  void whatCannotBeTakenIsClosed() {
    CountingEnvironment one = new CountingEnvironment(1);
    Environment choice = new Scripted(Space.discrete(2), first -> {}, step -> {});
    assertThrows(
        EnvironmentException.class,
        () -> new SerialVectorEnvironment("Mixed", List.of(one, choice), 0));
    assertTrue(one.closed);
  }

  @Test
  void oneThatCannotBeClosedKeepsNoOtherOpen() {
    CountingEnvironment last = new CountingEnvironment(1);
    Environment stuck =
        new EnvironmentWrapper(new CountingEnvironment(1)) {
          @Override
          public void close() {
            throw new IllegalStateException("stuck");
          }
        };
    SerialVectorEnvironment both = new SerialVectorEnvironment("Stuck", List.of(stuck, last), 0);
    assertEquals(
        "environment Stuck (copy 0) failed in close: java.lang.IllegalStateException: stuck",
        assertThrows(EnvironmentException.class, both::close).getMessage());
    assertTrue(last.closed);
  }

  @Test
  void bytesMayHaveAnyValue() {
    Environment environment =
        new Scripted(
            Space.image(1, 1, 2, 255),
            first -> first.setAll(0, 255),
            step -> step.observation().setAll(255, 0));
    assertDoesNotThrow(() -> run(environment, 20));
  }

  private static Scripted afterTwoSteps(Consumer<Step> third) {
    int[] steps = {0};
    return new Scripted(
        PAIR,
        first -> first.setAll(0, 0),
        step -> {
          if (++steps[0] == 3) {
            third.accept(step);
          } else {
            step.observation().setAll(0, 0);
          }
        });
  }

  private static EnvironmentException assertBroken(String message, Environment broken) {
    return assertBroken(message, broken, 4);
  }

  private static EnvironmentException assertBroken(String message, Environment broken, int steps) {
    EnvironmentException e = assertThrows(EnvironmentException.class, () -> run(broken, steps));
    assertEquals(message, e.getMessage());
    return e;
  }

  private static void run(Environment environment, int steps) {
    run(environment, steps, 0);
  }

  /** Some steps of the environment as the second of two; the first is well. */
  private static void run(Environment environment, int steps, int choice) {
    Environment well =
        new Scripted(
            environment.observationSpace(), first -> zero(first), step -> zero(step.observation()));
    try (SerialVectorEnvironment both =
        new SerialVectorEnvironment("Broken", List.of(well, environment), 1)) {
      VectorStep step = new VectorStep(2, both.observationSpace());
      ByteBuffer actions = DirectBuffers.allocate(8);
      actions.putInt(4, choice);
      both.reset(step);
      for (int i = 0; i < steps; i++) {
        both.step(actions, step);
      }
    }
  }

  private static void zero(Observation observation) {
    for (SpacePart part : observation.space().parts()) {
      observation.part(part.name()).setAll(new double[part.space().size()]);
    }
  }
}
