package dev.rookery.core.replay;

import dev.rookery.DataType;
import dev.rookery.environment.Space;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;

/** Rows whose content says which row it is. */
final class NumberedRows {

  static final String NUMBER = "number";
  static final String PRIORITY = "priority";

  static final ExperienceSchema SCHEMA =
      ExperienceSchema.of(
          Column.of("observation", Space.box(-1, 1, 4)),
          Column.scalar(NUMBER, DataType.INT32),
          Column.scalar(PRIORITY, DataType.FLOAT32));

  private NumberedRows() {}

  /**
   * {@code count} rows, numbered from {@code first} on, each with a priority of 1 in its column.
   */
  static ByteBuffer rows(int first, int count) {
    ByteBuffer rows = DirectBuffers.allocate(count * SCHEMA.rowBytes());
    for (int i = 0; i < count; i++) {
      int row = i * SCHEMA.rowBytes();
      for (int j = 0; j < 4; j++) {
        rows.putFloat(row + j * Float.BYTES, first + i + j / 4f);
      }
      rows.putInt(row + SCHEMA.offsetOf(NUMBER), first + i);
      rows.putFloat(row + SCHEMA.offsetOf(PRIORITY), 1);
    }
    return rows;
  }

  /** Rows with these priorities in their column. */
  static ByteBuffer rowsWithPriorities(double... priorities) {
    ByteBuffer rows = rows(0, priorities.length);
    for (int i = 0; i < priorities.length; i++) {
      rows.putFloat(i * SCHEMA.rowBytes() + SCHEMA.offsetOf(PRIORITY), (float) priorities[i]);
    }
    return rows;
  }

  static float[] floats(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
