package dev.rookery.environment;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.RookeryException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    assertSame(own, assertThrows(RookeryException.class, () -> run(environment)));
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
  void bytesMayHaveAnyValue() {
    Environment environment =
        new Scripted(
            Space.image(1, 1, 2, 255),
            first -> first.setAll(0, 255),
            step -> step.observation().setAll(255, 0));
    assertDoesNotThrow(() -> run(environment));
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
    EnvironmentException e = assertThrows(EnvironmentException.class, () -> run(broken));
    assertEquals(message, e.getMessage());
    return e;
  }

  /** Some steps of the environment as the second of two; the first is well. */
  private static void run(Environment environment) {
    Environment well =
        new Scripted(
            environment.observationSpace(), first -> zero(first), step -> zero(step.observation()));
    try (SerialVectorEnvironment both =
        new SerialVectorEnvironment("Broken", List.of(well, environment), 1)) {
      VectorStep step = new VectorStep(2, both.observationSpace());
      ByteBuffer actions = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder());
      both.reset(step);
      for (int i = 0; i < 4; i++) {
        both.step(actions, step);
      }
    }
  }

  private static void zero(Observation observation) {
    observation.setAll(new double[observation.size()]);
  }
}
