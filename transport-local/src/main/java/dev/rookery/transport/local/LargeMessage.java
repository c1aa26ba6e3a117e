package dev.rookery.transport.local;

import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Memory for one long message, read by several subscribers. The pool and every subscriber that has
 * not read the message yet hold it; the last one to release it frees it.
 */
final class LargeMessage {

  private final ByteBuffer memory;
  private final UnsafeBuffer target;
  private final AtomicInteger holders = new AtomicInteger(1);
  private int length;

  /** Allocates memory, held by the pool alone. */
  LargeMessage(int capacity) {
    memory = DirectBuffers.allocateFreeable(capacity, "a long message");
    target = new UnsafeBuffer(memory);
  }

  int capacity() {
    return memory.capacity();
  }

  int length() {
    return length;
  }

  /** Whether a subscriber has not read it yet. */
  boolean isUnderway() {
    return holders.get() > 1;
  }

  /**
   * Copies a message into the memory, for so many subscribers; none may still read an earlier one.
   */
  void fill(ByteBuffer source, int offset, int newLength, int subscribers) {
    target.putBytes(0, source, offset, newLength);
    length = newLength;
    holders.set(1 + subscribers);
  }

  /** A view of the whole memory with a position and limit of its own. */
  ByteBuffer view() {
    return memory.duplicate().order(memory.order());
  }

  /** Releases the memory; called once by each holder. */
  void release() {
    if (holders.decrementAndGet() == 0) {
      BufferUtil.free(memory);
    }
  }
}
