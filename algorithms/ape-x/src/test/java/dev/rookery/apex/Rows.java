package dev.rookery.apex;

import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceWriter;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;

/** Keeps the first rows that are written to it; later ones are written over the last. */
final class Rows implements ExperienceWriter {

  private static final int CAPACITY = 400;

  private final int rowBytes;
  private final ByteBuffer buffer;
  private int count;

  Rows(ExperienceSchema schema) {
    rowBytes = schema.rowBytes();
    buffer = DirectBuffers.allocate(CAPACITY * rowBytes);
  }

  @Override
  public int beginRow() {
    return Math.min(count, CAPACITY - 1) * rowBytes;
  }

  @Override
  public ByteBuffer buffer() {
    return buffer;
  }

  @Override
  public void endRow() {
    count = Math.min(count + 1, CAPACITY);
  }

  int count() {
    return count;
  }
}
