package dev.rookery.core.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.rookery.DataType;

/** The types of numbers in a graph. */
public enum OnnxType {
  /** IEEE 754 single precision. */
  FLOAT32(TensorProto.DataType.FLOAT),
  /** Bytes from 0 to 255. */
  UINT8(TensorProto.DataType.UINT8),
  /** Signed 32-bit integers. */
  INT32(TensorProto.DataType.INT32),
  /** Signed 64-bit integers. */
  INT64(TensorProto.DataType.INT64),
  /** Truth values, inside of graphs only. */
  BOOL(TensorProto.DataType.BOOL);

  private final int code;

  OnnxType(TensorProto.DataType type) {
    code = type.getNumber();
  }

  /** The type of a column or space. */
  public static OnnxType of(DataType type) {
    return switch (type) {
      case FLOAT32 -> FLOAT32;
      case INT32 -> INT32;
      case UINT8 -> UINT8;
    };
  }

  /** The number that stands for it in ONNX. */
  int code() {
    return code;
  }
}
