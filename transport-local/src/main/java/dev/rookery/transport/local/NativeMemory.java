package dev.rookery.transport.local;

import dev.rookery.RookeryException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Gets memory outside of the Java heap. */
final class NativeMemory {

  private NativeMemory() {}

  /**
   * Zeroed memory in the machine's byte order, to be freed with Agrona's {@code BufferUtil}.
   *
   * @param purpose for the message if there is none left
   * @throws RookeryException if there is not so much left
   */
  static ByteBuffer allocate(int bytes, String purpose) {
    try {
      return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    } catch (OutOfMemoryError e) {
      throw new RookeryException(
          "no %s bytes of direct memory left for %s; give the JVM more with -XX:MaxDirectMemorySize"
              .formatted(bytes, purpose),
          e);
    }
  }
}
