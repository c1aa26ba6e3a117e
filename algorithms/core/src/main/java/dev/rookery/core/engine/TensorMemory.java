package dev.rookery.core.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.rookery.RookeryException;
import dev.rookery.algorithm.Device;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The memory that a learner's tensors are in, and how values get in and out. On the processor
 * tensors <em>alias</em> direct buffers of the host: nothing is copied. On a GPU they are
 * <em>staged</em>: what the host wrote is copied in before it is used, and results are copied out.
 * Staging works on the processor too, so that tests cover what a GPU uses.
 */
public final class TensorMemory {

  private static final NDIndex ALL = new NDIndex(":");

  private final ai.djl.Device device;
  private final boolean aliased;

  private TensorMemory(ai.djl.Device device, boolean aliased) {
    this.device = device;
    this.aliased = aliased;
  }

  /**
   * The memory of a device.
   *
   * @throws RookeryException if the engine cannot use it, with what is missing
   */
  public static TensorMemory of(Device device) {
    if (!device.isGpu()) {
      return new TensorMemory(ai.djl.Device.cpu(), device.equals(Device.CPU));
    }
    TorchEngine.requireGpu(device);
    return new TensorMemory(ai.djl.Device.gpu(device.gpu()), false);
  }

  /** Whether tensors are made over the host's own memory. */
  public boolean isAliased() {
    return aliased;
  }

  /** A new manager of tensors in this memory. */
  public NDManager newManager() {
    return TorchEngine.newManager(device);
  }

  /**
   * A tensor that belongs to {@code manager}: over {@code host} where memory is aliased, else with
   * a copy of its values.
   *
   * @param host direct, in the machine's byte order, from its start
   */
  public NDArray tensor(NDManager manager, ByteBuffer host, DataType type, Shape shape) {
    NDArray tensor = manager.create(host, shape, type);
    if (aliased || tensor.getDevice().isGpu()) {
      return tensor;
    }
    try (NDArray aliasing = tensor) {
      return aliasing.duplicate();
    }
  }

  /** Copies the host's values into a staged tensor. */
  public void write(NDArray tensor, ByteBuffer host) {
    try (NDManager scratch = tensor.getManager().newSubManager()) {
      tensor.set(ALL, scratch.create(host, tensor.getShape(), tensor.getDataType()));
    }
  }

  /** Copies one tensor's values into another of the same shape. */
  public static void copy(NDArray source, NDArray target) {
    target.set(ALL, source);
  }

  /** Copies a float tensor's values out. */
  public void read(NDArray tensor, float[] target) {
    read(tensor, target, 0, target.length);
  }

  /**
   * Copies the first {@code size} of a float tensor's values into {@code target}, from {@code at}.
   */
  public void read(NDArray tensor, float[] target, int at, int size) {
    ByteBuffer values = tensor.toByteBuffer(aliased).order(ByteOrder.nativeOrder());
    values.asFloatBuffer().get(0, target, at, size);
  }

  /** Sets the gradient of a staged parameter to 0. */
  public static void clearGradient(NDArray parameter) {
    JniUtils.zeroGrad((PtNDArray) parameter);
  }

  /** {@code size} numbers of a vector from {@code offset} on, in a shape of their own; no copy. */
  public static NDArray view(NDArray vector, int offset, int size, Shape shape) {
    return JniUtils.slice((PtNDArray) vector, 0, offset, (long) offset + size, 1).reshape(shape);
  }
}
