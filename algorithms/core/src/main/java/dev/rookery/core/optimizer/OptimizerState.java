package dev.rookery.core.optimizer;

import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Saves and loads an optimizer's vectors. */
final class OptimizerState {

  private OptimizerState() {}

  static void save(StateWriter state, String name, float[] values) {
    ByteBuffer bytes = buffer(values.length);
    bytes.asFloatBuffer().put(values);
    state.putBytes(name, bytes);
  }

  static void load(StateReader state, String name, float[] values) {
    ByteBuffer bytes = buffer(values.length);
    state.getBytes(name, bytes);
    bytes.asFloatBuffer().get(values);
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocateDirect(size * Float.BYTES).order(ByteOrder.nativeOrder());
  }
}
