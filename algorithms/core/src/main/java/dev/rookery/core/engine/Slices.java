package dev.rookery.core.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** Parts of tensors, without the cost of DJL's index expressions. */
public final class Slices {

  private Slices() {}

  /** {@code size} columns of {@code [rows, columns]}, from {@code offset} on; no copy. */
  public static NDArray columns(NDArray matrix, int offset, int size) {
    return JniUtils.slice((PtNDArray) matrix, 1, offset, (long) offset + size, 1);
  }

  /** Each {@code step}-th of an axis, from its first on; no copy. */
  public static NDArray everyNth(NDArray array, int axis, int step) {
    if (step == 1) {
      return array;
    }
    return JniUtils.slice((PtNDArray) array, axis, 0, array.getShape().get(axis), step);
  }
}
