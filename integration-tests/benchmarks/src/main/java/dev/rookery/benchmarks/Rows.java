package dev.rookery.benchmarks;

import dev.rookery.DataType;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Rows of any observations, with rewards and ends like those of CartPole. */
final class Rows {

  private Rows() {}

  /** Inserts rows; columns of an algorithm's own stay 0. */
  static void fill(ReplayBuffer replay, int count, int actions) {
    SplittableRandom random = new SplittableRandom(1);
    ExperienceSchema schema = replay.schema();
    ByteBuffer row = DirectBuffers.allocate(schema.rowBytes());
    for (int i = 0; i < count; i++) {
      observation(schema, TransitionSchema.OBSERVATION, row, random);
      observation(schema, TransitionSchema.NEXT_OBSERVATION, row, random);
      row.putInt(schema.offsetOf(TransitionSchema.ACTION), random.nextInt(actions));
      row.putFloat(schema.offsetOf(TransitionSchema.REWARD), 1);
      row.putFloat(schema.offsetOf(TransitionSchema.DISCOUNT), random.nextInt(50) == 0 ? 0 : 0.99f);
      replay.insert(row, 0, 1);
    }
  }

  private static void observation(
      ExperienceSchema schema, String name, ByteBuffer row, SplittableRandom random) {
    Column column = schema.columns().get(schema.indexOf(name));
    int offset = schema.offsetOf(name);
    int numbers = column.byteSize() / column.dataType().bytes();
    for (int i = 0; i < numbers; i++) {
      if (column.dataType() == DataType.FLOAT32) {
        row.putFloat(offset + i * Float.BYTES, (float) random.nextGaussian());
      } else {
        row.put(offset + i, (byte) (random.nextInt(8) == 0 ? 1 : 0));
      }
    }
  }
}
