package dev.rookery.core.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.core.replay.OnceReplay;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.SampleBatch;
import dev.rookery.experience.StoreWriter;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Rows that are learned from once: windows that end with the rollout, and next actions. */
class RolloutRowsTest {

  private static final Space OBSERVATION = Space.box(-100, 100, 1);
  private static final Space ACTION = Space.discrete(100);

  /** Plays in one environment that observes the time; action and reward are the time too. */
  private static List<String> rows(
      ExperienceSchema schema, NStepWriter writer, int steps, int terminatedAt, int truncatedAt) {
    OnceReplay replay = new OnceReplay(schema, 64);
    StoreWriter rows = new StoreWriter(replay);
    VectorStep step = new VectorStep(1, OBSERVATION);
    ByteBuffer actions = DirectBuffers.allocate(Integer.BYTES);
    for (int t = 0; t < steps; t++) {
      step.observations().putFloat(0, t);
      actions.putInt(0, t);
      writer.begin(step, actions);
      step.rewards()[0] = 1;
      step.terminated()[0] = t == terminatedAt;
      step.truncated()[0] = t == truncatedAt;
      step.nextObservations().putFloat(0, t + 1);
      writer.complete(step, rows);
    }
    List<String> read = new ArrayList<>();
    SampleBatch batch = new SampleBatch(schema, 1);
    SplittableRandom random = new SplittableRandom(1);
    while (replay.canSample(1)) {
      replay.sample(batch, random);
      String row =
          "%.0f: %.2f, %.3f of %.0f"
              .formatted(
                  batch.column(TransitionSchema.OBSERVATION).getFloat(0),
                  batch.column(TransitionSchema.REWARD).getFloat(0),
                  batch.column(TransitionSchema.DISCOUNT).getFloat(0),
                  batch.column(TransitionSchema.NEXT_OBSERVATION).getFloat(0));
      read.add(
          schema.has(TransitionSchema.NEXT_ACTION)
              ? row + " by " + batch.column(TransitionSchema.NEXT_ACTION).getInt(0)
              : row);
    }
    replay.close();
    return read;
  }

  @Test
  void allWindowsEndWithTheRollout() {
    ExperienceSchema schema = TransitionSchema.of(OBSERVATION, ACTION);
    NStepWriter writer = NStepWriter.ofRollouts(schema, 1, 3, 0.5);
    assertEquals(
        List.of(
            "0: 1.75, 0.125 of 3",
            "1: 1.50, 0.250 of 3",
            "2: 1.00, 0.500 of 3",
            "3: 1.00, 0.000 of 4", // the episode terminated here
            "4: 1.50, 0.250 of 6",
            "5: 1.00, 0.500 of 6",
            "6: 1.50, 0.250 of 8", // and was truncated here
            "7: 1.00, 0.500 of 8",
            "8: 1.00, 0.500 of 9"),
        rows(schema, writer, 9, 3, 7));
  }

  /** What was done next is known one step later; where the episode ended, nothing was. */
  @Test
  void nextActionsAreThoseThatWereTaken() {
    ExperienceSchema schema =
        TransitionSchema.of(OBSERVATION, ACTION, TransitionSchema.nextAction());
    NStepWriter writer = new NStepWriter(schema, 1, 1, 0.5);
    assertEquals(
        List.of(
            "0: 1.00, 0.500 of 1 by 1",
            "1: 1.00, 0.500 of 2 by 2",
            "2: 1.00, 0.000 of 3 by -1",
            "3: 1.00, 0.500 of 4 by 4",
            "4: 1.00, 0.500 of 5 by -1",
            "5: 1.00, 0.500 of 6 by 6"),
        rows(schema, writer, 7, 2, 4));
  }

  @Test
  void rowsThatNobodyTakesAreNotLostSilently() {
    ExperienceSchema schema = TransitionSchema.of(OBSERVATION, ACTION);
    OnceReplay replay = new OnceReplay(schema, 2);
    StoreWriter rows = new StoreWriter(replay);
    assertFalse(replay.canSample(1));
    rows.endRow();
    rows.endRow();
    assertTrue(replay.canSample(2));
    assertFalse(replay.canSample(3));
    assertThrows(IllegalStateException.class, rows::endRow);
    replay.close();
  }
}
