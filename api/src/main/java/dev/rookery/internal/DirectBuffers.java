package dev.rookery.internal;

import dev.rookery.RookeryException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Allocates zeroed memory outside the Java heap, in the machine's byte order. */
public final class DirectBuffers {

  /** A cache line, and enough for any vector unit; in bytes. */
  private static final int ALIGNMENT = 64;

  private DirectBuffers() {}

  /**
   * Memory that starts at a cache line. Native libraries choose their loops by where memory starts,
   * and with them the order in which they add up: the same program gets the same results each time
   * only where that does not vary. The memory is freed with the buffer.
   */
  public static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(Math.addExact(bytes, 2 * ALIGNMENT))
        .alignedSlice(ALIGNMENT)
        .slice(0, bytes)
        .order(ByteOrder.nativeOrder());
  }

  /**
   * So many bytes and what fills them up to a multiple of 4, at which the columns of a row and the
   * parts of an observation start.
   *
   * @throws ArithmeticException if that is more than an int holds
   */
  public static int padded(int bytes) {
    return Math.addExact(bytes, 3) & ~3;
  }

  /**
   * Memory for {@code count} elements of {@code bytes} each, as {@link #allocate(int)}.
   *
   * @throws ArithmeticException if that is more than one buffer holds
   */
  public static ByteBuffer allocate(int count, int bytes) {
    return allocate(Math.multiplyExact(count, bytes));
  }

  /**
   * Memory that its user may free before the buffer is collected: the buffer is no part of another
   * one.
   *
   * @param purpose for the message if there is no memory left, for example {@code a long message}
   * @throws RookeryException if there is not so much memory left
   */
  public static ByteBuffer allocateFreeable(int bytes, String purpose) {
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
