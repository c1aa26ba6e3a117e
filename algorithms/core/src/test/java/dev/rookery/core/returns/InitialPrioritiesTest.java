package dev.rookery.core.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.algorithm.DivergenceException;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceSchema;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitialPrioritiesTest {

  private static final Space OBSERVATION = Space.box(-1, 1, 1);

  private static final ExperienceSchema SCHEMA =
      TransitionSchema.of(OBSERVATION, Space.discrete(2), InitialPriorities.column());

  /** Where it is made there is still to be seen what it was made of. */
  @ParameterizedTest
  @CsvSource({
    "2, NaN, NaN, 'the reward 2.0, the value NaN of the action, and 0.0 to bootstrap with'",
    "2, Infinity, Infinity, 'the reward 2.0, the value Infinity of the action, and 0.0 to bootstrap with'",
    "3e38, -3e38, Infinity, 'the reward 3.0E38, the value -3.0E38 of the action, and 0.0 to bootstrap with'"
  })
  void aPriorityThatIsNotFiniteNamesItsParts(
      float reward, float taken, float priority, String parts) {
    InitialPriorities priorities = new InitialPriorities(SCHEMA, 1, 3);
    NStepWriter writer = new NStepWriter(SCHEMA, 1, 3, 0.9, priorities);
    VectorStep step = new VectorStep(1, OBSERVATION);
    int slot = writer.begin(step, ByteBuffer.allocateDirect(4));
    priorities.keep(slot, 0, taken, 0);
    step.rewards()[0] = reward;
    step.terminated()[0] = true;
    DivergenceException e =
        assertThrows(
            DivergenceException.class, () -> writer.complete(step, new RowRecorder(SCHEMA, 1)));
    assertEquals(
        "an actor's TD error became %s, of %s; the learning rate may be too high, or rewards or"
                .formatted(priority, parts)
            + " observations far too large",
        e.getMessage());
  }
}
