package dev.rookery.testkit.mistakes;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.experience.SampleBatch;
import dev.rookery.testkit.replay.ReplayBufferContract;
import dev.rookery.testkit.replay.ReplayCapability;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Mistakes in replay buffers are found by the test that is there for them. */
class SeededReplaysTest {

  @Test
  void weightsThatAreNotWritten() {
    assertFound(
        "has the weight 0.0",
        ReplayBufferContract::probabilitiesAndWeightsMakeSense,
        schema ->
            new ListReplay(schema) {
              @Override
              public void sample(SampleBatch batch, RandomGenerator random) {
                super.sample(batch, random);
                Arrays.fill(batch.weights(), 0);
              }
            });
  }

  @Test
  void keysOfOtherRows() {
    assertFound(
        "has another row's number",
        ReplayBufferContract::aBatchHasTheRowsOfItsKeys,
        schema ->
            new ListReplay(schema) {
              @Override
              public void sample(SampleBatch batch, RandomGenerator random) {
                super.sample(batch, random);
                batch.keys()[0]++;
              }
            });
  }

  @Test
  void countersThatAreNotSaved() {
    assertFound(
        "expected: <16>", ReplayBufferContract::aLoadedReplayGoesOnInTheSameWay, ListReplay::new);
  }

  @Test
  void rowsThatNeverMakeRoom() {
    assertFound("expected: <32>", ReplayBufferContract::theOldestRowsMakeRoom, ListReplay::new);
  }

  private static void assertFound(
      String hint,
      Consumer<ReplayBufferContract> test,
      Function<ExperienceSchema, ReplayBuffer> mistaken) {
    ReplayBufferContract contract =
        new ReplayBufferContract() {
          @Override
          protected ReplayBuffer create(ExperienceSchema schema, int capacity) {
            return mistaken.apply(schema);
          }

          @Override
          protected Set<ReplayCapability> capabilities() {
            return Set.of(ReplayCapability.DRAWS_ALL_ROWS);
          }
        };
    AssertionError found = assertThrows(AssertionError.class, () -> test.accept(contract));
    assertTrue(String.valueOf(found.getMessage()).contains(hint), found.getMessage());
  }
}
