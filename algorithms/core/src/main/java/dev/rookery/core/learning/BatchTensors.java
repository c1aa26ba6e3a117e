package dev.rookery.core.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.DataType;
import dev.rookery.core.engine.TorchEngine;
import dev.rookery.experience.Column;
import dev.rookery.experience.SampleBatch;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Tensors that alias the columns of a batch, so that inputs are not copied. They are made once and
 * lent to the scratch manager of each update, because the result of an operation belongs to the
 * manager of its input.
 */
public final class BatchTensors implements AutoCloseable {

  private final NDManager manager = TorchEngine.newManager();
  private final SampleBatch batch;

  /** Makes tensors for the columns of {@code batch}. */
  public BatchTensors(SampleBatch batch) {
    this.batch = batch;
  }

  /** A tensor {@code [batch, shape...]} that aliases a column, for as long as this is open. */
  public NDArray column(String name) {
    Column column = batch.schema().columns().get(batch.schema().indexOf(name));
    long[] shape = new long[1 + column.shape().size()];
    shape[0] = batch.size();
    for (int i = 1; i < shape.length; i++) {
      shape[i] = column.shape().get(i - 1);
    }
    return manager.create(batch.column(name), new Shape(shape), engineType(column.dataType()));
  }

  /** A tensor that aliases {@code memory}, float32, for as long as this is open. */
  public NDArray alias(ByteBuffer memory, long... shape) {
    return manager.create(memory, new Shape(shape), ai.djl.ndarray.types.DataType.FLOAT32);
  }

  /** Memory for {@code size} floats that a tensor may alias. */
  public static ByteBuffer memory(int size) {
    return DirectBuffers.allocate(size, Float.BYTES);
  }

  /** A manager for one update's intermediate results; close it at the update's end. */
  public NDManager scratch() {
    return manager.newSubManager();
  }

  /** Makes results of operations on {@code inputs} belong to {@code scratch}. */
  public void lend(NDManager scratch, NDArray... inputs) {
    for (NDArray input : inputs) {
      input.attach(scratch);
    }
  }

  /** Takes the inputs back, before their scratch manager is closed. */
  public void takeBack(NDArray... inputs) {
    for (NDArray input : inputs) {
      input.attach(manager);
    }
  }

  /** Copies a float tensor's values out. */
  public static void read(NDArray tensor, float[] target) {
    FloatBuffer values = tensor.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
    values.get(0, target, 0, target.length);
  }

  private static ai.djl.ndarray.types.DataType engineType(DataType type) {
    return switch (type) {
      case FLOAT32 -> ai.djl.ndarray.types.DataType.FLOAT32;
      case INT32 -> ai.djl.ndarray.types.DataType.INT32;
      case UINT8 -> ai.djl.ndarray.types.DataType.UINT8;
    };
  }

  @Override
  public void close() {
    manager.close();
  }
}
