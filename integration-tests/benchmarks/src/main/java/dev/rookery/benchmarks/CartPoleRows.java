package dev.rookery.benchmarks;

import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.environment.Space;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * What the replay benchmarks have in common: rows of CartPole's shape, and what is done to them.
 */
final class CartPoleRows {

  static final ExperienceSchema SCHEMA =
      TransitionSchema.of(Space.box(-10, 10, 4), Space.discrete(2));

  static final int BLOCK = 64;
  static final int BATCH = 512;
  static final double ALPHA = 0.6;
  static final double BETA = 0.4;
  static final double EPSILON = 1e-6;

  private CartPoleRows() {}

  /** One block of rows. */
  static ByteBuffer block() {
    ByteBuffer rows = DirectBuffers.allocate(BLOCK, SCHEMA.rowBytes());
    for (int i = 0; i < rows.capacity(); i += Float.BYTES) {
      rows.putFloat(i, i);
    }
    return rows;
  }

  /** Priorities for one batch, spread like TD errors. */
  static float[] priorities(SplittableRandom random) {
    float[] priorities = new float[BATCH];
    for (int i = 0; i < BATCH; i++) {
      priorities[i] = (float) -Math.log(1 - random.nextDouble());
    }
    return priorities;
  }

  /**
   * Inserts rows like those of CartPole: small numbers, two actions, now and then an end. Columns
   * of an algorithm's own stay 0.
   */
  static void fill(ReplayBuffer replay, int count) {
    SplittableRandom random = new SplittableRandom(1);
    ExperienceSchema schema = replay.schema();
    ByteBuffer row = DirectBuffers.allocate(schema.rowBytes());
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < 4; j++) {
        row.putFloat(schema.offsetOf(TransitionSchema.OBSERVATION) + 4 * j, gaussian(random));
        row.putFloat(schema.offsetOf(TransitionSchema.NEXT_OBSERVATION) + 4 * j, gaussian(random));
      }
      row.putInt(schema.offsetOf(TransitionSchema.ACTION), random.nextInt(2));
      row.putFloat(schema.offsetOf(TransitionSchema.REWARD), 1);
      row.putFloat(schema.offsetOf(TransitionSchema.DISCOUNT), random.nextInt(50) == 0 ? 0 : 0.99f);
      replay.insert(row, 0, 1);
    }
  }

  private static float gaussian(SplittableRandom random) {
    return (float) random.nextGaussian();
  }
}
