package dev.rookery.core.returns;

import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceWriter;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;

/** Keeps the rows that are written to it, the latest of them if there is not room for all. */
final class RowRecorder implements ExperienceWriter {

  private final ExperienceSchema schema;
  private final int capacity;
  private final ByteBuffer buffer;
  private int count;

  RowRecorder(ExperienceSchema schema, int capacity) {
    this.schema = schema;
    this.capacity = capacity;
    buffer = DirectBuffers.allocate(capacity * schema.rowBytes());
  }

  @Override
  public int beginRow() {
    return count % capacity * schema.rowBytes();
  }

  @Override
  public ByteBuffer buffer() {
    return buffer;
  }

  @Override
  public void endRow() {
    count++;
  }

  int count() {
    return count;
  }

  /** Number {@code index} of a float32 column. */
  float getFloat(int row, String column, int index) {
    return buffer.getFloat(row * schema.rowBytes() + schema.offsetOf(column) + index * Float.BYTES);
  }

  /** Number {@code index} of a uint8 column. */
  int getByte(int row, String column, int index) {
    return buffer.get(row * schema.rowBytes() + schema.offsetOf(column) + index) & 0xff;
  }

  int getInt(int row, String column) {
    return buffer.getInt(row * schema.rowBytes() + schema.offsetOf(column));
  }
}
