package dev.rookery;

/** The types of numbers in observations, actions and experience. */
public enum DataType {
  /** IEEE 754 single precision. */
  FLOAT32(4, "float32"),
  /** Signed 32-bit integers. */
  INT32(4, "int32"),
  /** Bytes from 0 to 255. */
  UINT8(1, "uint8");

  private final int bytes;
  private final String label;

  DataType(int bytes, String label) {
    this.bytes = bytes;
    this.label = label;
  }

  /** How many bytes one number takes. */
  public int bytes() {
    return bytes;
  }

  /** The name as NumPy and ONNX write it. */
  public String label() {
    return label;
  }
}
