package dev.rookery.environment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Returns are those of the environment itself, whatever its wrappers do to rewards. */
class WrappedEnvironmentTest {

  /** Rewards are the action's, times ten. */
  private static Environment tenfold(Environment inner) {
    return new EnvironmentWrapper(inner) {
      @Override
      public void step(Action action, Step step) {
        inner.step(action, step);
        step.reward(10 * step.reward());
      }
    };
  }

  /** Takes actions twice and observes through a step of its own, as wrappers may. */
  private static Environment twice(Environment inner) {
    return new EnvironmentWrapper(inner) {
      private final Step own = Step.of(inner.observationSpace());

      @Override
      public void reset(long seed, Observation observation) {
        inner.reset(seed, own.observation());
        observation.set(own.observation());
      }

      @Override
      public void step(Action action, Step step) {
        double sum = 0;
        for (int i = 0; i < 2 && !own.ended(); i++) {
          own.clear();
          inner.step(action, own);
          sum += own.reward();
        }
        step.observation().set(own.observation());
        step.reward(sum);
        step.terminated(own.terminated());
        step.truncated(own.truncated());
        own.clear();
      }
    };
  }

  @Test
  void returnsAreTheEnvironmentsOwnAndTheLearnersBesideThem() {
    VectorStep step = play(around -> tenfold(twice(around)), new CountingEnvironment(4), 2);
    assertArrayEquals(new float[] {60}, step.rewards());
    assertEquals(4 * 3, step.episodeReturns()[0]);
    assertEquals(4 * 30, step.learnerReturns()[0]);
    assertEquals(2, step.episodeLengths()[0]);
  }

  @Test
  void withoutWrappersBothReturnsAreTheSame() {
    SerialVectorEnvironment environments =
        new SerialVectorEnvironment("Plain", List.of(new CountingEnvironment(2)), 1);
    VectorStep step = play(environments, 2);
    assertEquals(6, step.episodeReturns()[0]);
    assertEquals(6, step.learnerReturns()[0]);
  }

  /** A wrapper's memory keeps what was written before, so the environment itself is looked at. */
  @Test
  void whatTheEnvironmentDoesNotWriteIsSeenBehindAWrapper() {
    Environment lazy =
        new EnvironmentWrapper(new CountingEnvironment(9)) {
          @Override
          public void step(Action action, Step step) {
            step.observation().set(0, 1);
          }
        };
    assertEquals(
        "environment Wrapped (copy 0) observed NaN at index 1 after 1 steps; was the value"
            + " written?",
        assertThrows(EnvironmentException.class, () -> play(WrappedEnvironmentTest::twice, lazy, 1))
            .getMessage());
  }

  @Test
  void closingReachesTheEnvironment() {
    CountingEnvironment environment = new CountingEnvironment(1);
    new WrappedEnvironment(environment, WrappedEnvironmentTest::tenfold).close();
    assertTrue(environment.closed);
  }

  private static VectorStep play(
      UnaryOperator<Environment> wrappers, Environment environment, int steps) {
    return play(
        new SerialVectorEnvironment(
            "Wrapped", List.of(new WrappedEnvironment(environment, wrappers)), 1),
        steps);
  }

  private static VectorStep play(SerialVectorEnvironment environments, int steps) {
    VectorStep step = new VectorStep(1, environments.observationSpace());
    ByteBuffer actions = DirectBuffers.allocate(4).putInt(0, 3);
    environments.reset(step);
    for (int i = 0; i < steps; i++) {
      environments.step(actions, step);
    }
    return step;
  }
}
