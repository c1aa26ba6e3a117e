package dev.rookery.core.parameters;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.rookery.core.engine.TensorMemory;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * An arena's vector: the host's copy of the values, which is all there is where tensors alias it,
 * and otherwise one tensor on the device besides.
 */
final class ArenaMemory {

  private final TensorMemory memory;
  private final ByteBuffer bytes;
  private final FloatBuffer values;

  /** The vector on the device; where tensors alias the host's memory, one over that. */
  private final NDArray vector;

  private long changes;

  ArenaMemory(TensorMemory memory, NDManager manager, int size) {
    this.memory = memory;
    bytes = DirectBuffers.allocate(size, Float.BYTES);
    values = bytes.asFloatBuffer();
    vector = memory.tensor(manager, bytes, DataType.FLOAT32, new Shape(size));
  }

  /** A parameter's tensor, which belongs to {@code manager}. */
  NDArray view(ParameterLayout.Entry entry, NDManager manager) {
    Shape shape = new Shape(entry.shape().stream().mapToLong(Long::longValue).toArray());
    if (memory.isAliased()) {
      ByteBuffer slice =
          bytes
              .slice(entry.offset() * Float.BYTES, entry.size() * Float.BYTES)
              .order(ByteOrder.nativeOrder());
      return manager.create(slice, shape, DataType.FLOAT32);
    }
    NDArray view = TensorMemory.view(vector, entry.offset(), entry.size(), shape);
    view.attach(manager);
    return view;
  }

  /** Copies values out; the host's copy is never behind, as only the host writes. */
  void read(int offset, int size, float[] target) {
    values.get(offset, target, 0, size);
  }

  void write(int offset, int size, float[] source) {
    values.put(offset, source, 0, size);
    written();
  }

  /** The host's copy of the values. */
  ByteBuffer bytes() {
    return bytes.duplicate().clear();
  }

  /** Replaces all values by another arena's. */
  void copyFrom(ArenaMemory source) {
    bytes.put(0, source.bytes, 0, bytes.capacity());
    written();
  }

  /** How often the values have been written. */
  long changes() {
    return changes;
  }

  /** Tells that the host's copy has been written. */
  void written() {
    changes++;
    if (!memory.isAliased()) {
      memory.write(vector, bytes);
    }
  }
}
