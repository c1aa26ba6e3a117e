package dev.rookery.checkpoint;

import java.nio.ByteBuffer;

/** Takes named values; the names are unique within one part. */
public interface StateWriter {

  /** Writes a whole number. */
  void putLong(String name, long value);

  /** Writes a number, bit for bit. */
  void putDouble(String name, double value);

  /** Writes the bytes between the buffer's position and limit, which stay as they are. */
  void putBytes(String name, ByteBuffer bytes);

  /**
   * Writes float32 values: bytes as for {@link #putBytes}, which the file says the type of.
   *
   * @param values in the machine's byte order
   */
  default void putFloats(String name, ByteBuffer values) {
    putBytes(name, values);
  }

  /**
   * Writes float64 values: bytes as for {@link #putBytes}, which the file says the type of.
   *
   * @param values in the machine's byte order
   */
  default void putDoubles(String name, ByteBuffer values) {
    putBytes(name, values);
  }

  /** A writer for a part of this part, whose names do not clash with this one's. */
  StateWriter child(String name);
}
