package dev.rookery.benchmarks;

import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.environment.Space;
import dev.rookery.experience.ExperienceSchema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    ByteBuffer rows =
        ByteBuffer.allocateDirect(BLOCK * SCHEMA.rowBytes()).order(ByteOrder.nativeOrder());
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
}
