package dev.rookery.checkpoint;

import java.nio.ByteBuffer;

/** Gives back the values that a {@link StateWriter} took. */
public interface StateReader {

  /**
   * Reads a whole number.
   *
   * @throws CheckpointException if there is none of that name
   */
  long getLong(String name);

  /**
   * Reads a number.
   *
   * @throws CheckpointException if there is none of that name
   */
  double getDouble(String name);

  /**
   * Reads bytes, or the bytes of floats or doubles, into all the room between {@code target}'s
   * position and limit, which stay as they are.
   *
   * @throws CheckpointException if there is none of that name, or it has another size
   */
  void getBytes(String name, ByteBuffer target);

  /** Whether there is a value of that name. */
  boolean has(String name);

  /** The reader for what {@link StateWriter#child} wrote. */
  StateReader child(String name);
}
