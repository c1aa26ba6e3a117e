package dev.rookery.core.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Initial priorities are the sizes of TD errors, computed from scratch from the finished rows. */
class InitialPrioritiesProperties {

  private static final Space OBSERVATION = Space.box(-1000, 1000, 2);

  private static final ExperienceSchema SCHEMA =
      TransitionSchema.of(OBSERVATION, Space.discrete(10), InitialPriorities.column());

  @Property(tries = 300)
  void everyRowHasTheSizeOfItsTdError(
      @ForAll @IntRange(min = 1, max = 4) int environments,
      @ForAll @IntRange(min = 1, max = 6) int n,
      @ForAll @DoubleRange(min = 0, max = 0.5) double ending,
      @ForAll long seed) {
    InitialPriorities priorities = new InitialPriorities(SCHEMA, environments, n);
    NStepWriter writer = new NStepWriter(SCHEMA, environments, n, 0.9, priorities);
    RowRecorder rows = new RowRecorder(SCHEMA, 1000);
    VectorStep step = new VectorStep(environments, OBSERVATION);
    ByteBuffer actions = DirectBuffers.allocate(environments * 4);
    SplittableRandom random = new SplittableRandom(seed);
    for (int time = 0; time < 60; time++) {
      for (int k = 0; k < environments; k++) {
        actions.putInt(4 * k, random.nextInt(10));
      }
      int slot = writer.begin(step, actions);
      for (int k = 0; k < environments; k++) {
        float[] observed = observed(step.observations(), k);
        priorities.keep(slot, k, taken(observed, actions.getInt(4 * k)), bootstrap(observed));
      }
      for (int k = 0; k < environments; k++) {
        step.rewards()[k] = random.nextInt(-8, 8);
        step.terminated()[k] = random.nextDouble() < ending;
        step.truncated()[k] = random.nextDouble() < ending;
        observe(step.nextObservations(), k, random);
        observe(step.observations(), k, random);
        if (!step.ended(k)) {
          step.observations().put(8 * k, step.nextObservations(), 8 * k, 8);
        }
      }
      if (InitialPriorities.needsLastValues(step)) {
        for (int k = 0; k < environments; k++) {
          priorities.keepLast(k, bootstrap(observed(step.nextObservations(), k)));
        }
      }
      writer.complete(step, rows);
    }
    for (int i = 0; i < rows.count(); i++) {
      float[] first = floats(rows, i, TransitionSchema.OBSERVATION);
      float[] next = floats(rows, i, TransitionSchema.NEXT_OBSERVATION);
      double target =
          rows.getFloat(i, TransitionSchema.REWARD, 0)
              + rows.getFloat(i, TransitionSchema.DISCOUNT, 0) * bootstrap(next);
      double expected = Math.abs(target - taken(first, rows.getInt(i, TransitionSchema.ACTION)));
      assertEquals(
          expected,
          rows.getFloat(i, InitialPriorities.COLUMN, 0),
          1e-5 * (1 + expected),
          "row " + i);
    }
  }

  /** Some value that differs from observation to observation. */
  private static float bootstrap(float[] observation) {
    return 3 * observation[0] - observation[1];
  }

  private static float taken(float[] observation, int action) {
    return observation[0] * (action - 5) + observation[1];
  }

  private static void observe(ByteBuffer observations, int k, SplittableRandom random) {
    observations.putFloat(8 * k, (float) random.nextDouble());
    observations.putFloat(8 * k + 4, (float) random.nextDouble());
  }

  private static float[] observed(ByteBuffer observations, int k) {
    return new float[] {observations.getFloat(8 * k), observations.getFloat(8 * k + 4)};
  }

  private static float[] floats(RowRecorder rows, int row, String column) {
    return new float[] {rows.getFloat(row, column, 0), rows.getFloat(row, column, 1)};
  }
}
