package dev.rookery.experience;

import java.nio.ByteBuffer;

/**
 * Where an actor writes rows. For each row: {@link #beginRow()}, write every column at {@code
 * rowOffset + schema.offsetOf(column)} of {@link #buffer()}, then {@link #endRow()}. Used by one
 * thread; allocates nothing.
 */
public interface ExperienceWriter {

  /**
   * Makes room for a row.
   *
   * @return the row's offset in {@link #buffer()}, in bytes; valid until the next call of {@link
   *     #beginRow()}
   */
  int beginRow();

  /** The buffer to write to, in the machine's byte order; it may be another after each row. */
  ByteBuffer buffer();

  /** The row is complete and may be sent. */
  void endRow();
}
