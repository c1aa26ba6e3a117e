package dev.rookery.core.replay;

import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.experience.SampleBatch;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;

/** Saves and loads the batch that a {@link PrefetchingReplay} has drawn ahead. */
final class PrefetchedBatch {

  private PrefetchedBatch() {}

  static void save(SampleBatch batch, StateWriter state) {
    for (int i = 0; i < batch.schema().columns().size(); i++) {
      state.putBytes("column-" + i, batch.column(i).duplicate().clear());
    }
    ByteBuffer keys = DirectBuffers.allocate(batch.size(), Long.BYTES);
    keys.asLongBuffer().put(batch.keys());
    state.putBytes("keys", keys);
    ByteBuffer floats = DirectBuffers.allocate(batch.size(), Float.BYTES);
    floats.asFloatBuffer().put(batch.probabilities());
    state.putFloats("probabilities", floats);
    floats.clear().asFloatBuffer().put(batch.weights());
    state.putFloats("weights", floats);
  }

  static void load(SampleBatch batch, StateReader state) {
    for (int i = 0; i < batch.schema().columns().size(); i++) {
      state.getBytes("column-" + i, batch.column(i).duplicate().clear());
    }
    ByteBuffer keys = DirectBuffers.allocate(batch.size(), Long.BYTES);
    state.getBytes("keys", keys);
    keys.clear().asLongBuffer().get(batch.keys());
    ByteBuffer floats = DirectBuffers.allocate(batch.size(), Float.BYTES);
    state.getBytes("probabilities", floats);
    floats.clear().asFloatBuffer().get(batch.probabilities());
    state.getBytes("weights", floats.clear());
    floats.clear().asFloatBuffer().get(batch.weights());
  }
}
