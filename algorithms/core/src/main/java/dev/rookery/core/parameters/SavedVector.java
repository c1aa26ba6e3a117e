package dev.rookery.core.parameters;

import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;

/** Saves and loads vectors of float32, such as the state of an optimizer. */
public final class SavedVector {

  private SavedVector() {}

  /** Writes a vector under a name. */
  public static void save(StateWriter state, String name, float[] values) {
    ByteBuffer bytes = DirectBuffers.allocate(values.length, Float.BYTES);
    bytes.asFloatBuffer().put(values);
    state.putFloats(name, bytes);
  }

  /**
   * Fills {@code values} with the vector of that name.
   *
   * @throws dev.rookery.checkpoint.CheckpointException if there is none of that name and size
   */
  public static void load(StateReader state, String name, float[] values) {
    ByteBuffer bytes = DirectBuffers.allocate(values.length, Float.BYTES);
    state.getBytes(name, bytes);
    bytes.asFloatBuffer().get(values);
  }
}
