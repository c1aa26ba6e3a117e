package dev.rookery.core.optimizer;

import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;

/** Saves and loads an optimizer's vectors. */
final class OptimizerState {

  private OptimizerState() {}

  static void save(StateWriter state, String name, float[] values) {
    ByteBuffer bytes = DirectBuffers.allocate(values.length, Float.BYTES);
    bytes.asFloatBuffer().put(values);
    state.putFloats(name, bytes);
  }

  static void load(StateReader state, String name, float[] values) {
    ByteBuffer bytes = DirectBuffers.allocate(values.length, Float.BYTES);
    state.getBytes(name, bytes);
    bytes.asFloatBuffer().get(values);
  }
}
