package dev.rookery.transport.aeron;

import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Memory outside of the heap that grows and is freed by hand. Not thread-safe. */
final class GrowingMemory {

  private final String purpose;
  private final ByteBuffer none = ByteBuffer.allocate(0).order(ByteOrder.nativeOrder());
  private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
  private ByteBuffer bytes = none;

  /** Holds nothing yet; {@code purpose} is for messages. */
  GrowingMemory(String purpose) {
    this.purpose = purpose;
  }

  int capacity() {
    return bytes.capacity();
  }

  /** The memory, until it grows or is freed. */
  UnsafeBuffer buffer() {
    return buffer;
  }

  /** The memory with the limit at its end, in the machine's byte order. */
  ByteBuffer bytes() {
    return bytes.clear().order(ByteOrder.nativeOrder());
  }

  /**
   * Makes room for {@code needed} bytes, keeping the first {@code kept}.
   *
   * @param wanted how many to allocate if there is not enough room
   * @throws dev.rookery.RookeryException if there is not so much memory left
   */
  void ensure(int needed, int wanted, int kept) {
    if (needed <= capacity()) {
      return;
    }
    ByteBuffer larger = DirectBuffers.allocateFreeable(Math.max(needed, wanted), purpose);
    larger.put(0, bytes, 0, kept);
    free();
    bytes = larger;
    buffer.wrap(larger);
  }

  /** Gives the memory back. */
  void free() {
    buffer.wrap(0, 0);
    if (bytes.capacity() > 0) {
      BufferUtil.free(bytes);
      bytes = none;
    }
  }
}
