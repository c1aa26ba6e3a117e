package dev.rookery.runtime.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The type of an array's elements, and the header that says so at the start of an {@code .npy} file
 * (NumPy Enhancement Proposal 1, version 1.0). All arrays have one dimension, and numbers are in
 * the machine's byte order.
 */
enum ArrayType {
  BYTES("u1", 1),
  FLOATS("f4", Float.BYTES),
  DOUBLES("f8", Double.BYTES);

  /** A multiple of 64, as the format asks for, that has room for any length. */
  static final int HEADER_BYTES = 128;

  private static final byte[] MAGIC_AND_VERSION = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  private final String description;
  private final int elementBytes;

  ArrayType(String code, int elementBytes) {
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    description = (elementBytes == 1 ? "|" : little ? "<" : ">") + code;
    this.elementBytes = elementBytes;
  }

  /**
   * The header of an array.
   *
   * @param bytes of all its elements
   */
  byte[] header(long bytes) {
    if (bytes % elementBytes != 0) {
      throw new IllegalArgumentException(
          "%s bytes are no whole number of elements of %s".formatted(bytes, elementBytes));
    }
    String text =
        "{'descr': '"
            + description
            + "', 'fortran_order': False, 'shape': ("
            + bytes / elementBytes
            + ",), }";
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.fill(header.array(), (byte) ' ');
    header.put(MAGIC_AND_VERSION);
    header.putShort((short) (HEADER_BYTES - MAGIC_AND_VERSION.length - Short.BYTES));
    header.put(text.getBytes(StandardCharsets.US_ASCII));
    header.put(HEADER_BYTES - 1, (byte) '\n');
    return header.array();
  }

  /** Whether these bytes are the header of an array of one of the types, with so many bytes. */
  static boolean isHeader(byte[] header, long bytes) {
    return Arrays.stream(values())
        .filter(type -> bytes % type.elementBytes == 0)
        .anyMatch(type -> Arrays.equals(type.header(bytes), header));
  }
}
