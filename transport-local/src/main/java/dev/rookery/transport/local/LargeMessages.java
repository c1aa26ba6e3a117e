package dev.rookery.transport.local;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One publisher's long messages. A message is in a numbered slot until all subscribers have read
 * it; its memory is reused for later messages of about the same length.
 *
 * <p>The publisher's lock guards everything but {@link #get}, which a subscriber calls after it has
 * read the slot's number from its ring: that orders it after the publisher's writes.
 */
final class LargeMessages {

  /** There is no room until subscribers have read more. */
  static final int NO_ROOM = -1;

  private final long maximumBytes;
  private @Nullable LargeMessage[] slots = {};

  /** Allows unread messages of so many bytes together, or one message of any length. */
  LargeMessages(long maximumBytes) {
    this.maximumBytes = maximumBytes;
  }

  /**
   * Copies a message for so many subscribers, each of which must release it.
   *
   * @return its slot, or {@link #NO_ROOM}
   */
  int put(ByteBuffer source, int offset, int length, int subscribers) {
    int capacity = roundUp(length);
    int slot = -1; // The smallest that is large enough.
    long underway = 0;
    long held = 0;
    for (int i = 0; i < slots.length; i++) {
      LargeMessage message = slots[i];
      if (message == null) {
        continue;
      }
      held += message.capacity();
      if (message.isUnderway()) {
        underway += message.capacity();
      } else if (fits(message, length, capacity) && isTighter(message, slot)) {
        slot = i;
      }
    }
    if (underway > 0 && underway + capacity > maximumBytes) {
      return NO_ROOM;
    }
    if (slot < 0) {
      freeIdle(held + capacity - maximumBytes);
      slot = emptySlot();
      slots[slot] = new LargeMessage(capacity);
    }
    get(slot).fill(source, offset, length, subscribers);
    return slot;
  }

  /** The message in a slot. */
  LargeMessage get(int slot) {
    LargeMessage message = slots[slot];
    if (message == null) {
      throw new IllegalStateException("slot " + slot + " is empty");
    }
    return message;
  }

  /** Frees the memory of messages that are read; subscribers free the others as they read them. */
  void close() {
    for (LargeMessage message : slots) {
      if (message != null) {
        message.release();
      }
    }
  }

  /** Memory of more than double the length would waste too much of what the limit allows. */
  private static boolean fits(LargeMessage message, int length, int capacity) {
    return length <= message.capacity() && message.capacity() <= 2L * capacity;
  }

  private boolean isTighter(LargeMessage message, int slot) {
    return slot < 0 || message.capacity() < get(slot).capacity();
  }

  /** Frees idle memory until {@code excess} bytes are gone or none is left. */
  private void freeIdle(long excess) {
    long remaining = excess;
    for (int i = 0; i < slots.length && remaining > 0; i++) {
      LargeMessage message = slots[i];
      if (message != null && !message.isUnderway()) {
        remaining -= message.capacity();
        message.release();
        slots[i] = null;
      }
    }
  }

  private int emptySlot() {
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] == null) {
        return i;
      }
    }
    int slot = slots.length;
    slots = Arrays.copyOf(slots, Math.max(4, 2 * slot));
    return slot;
  }

  /** Rounds up by at most an eighth, so that messages of similar lengths share memory. */
  private static int roundUp(int length) {
    int unit = Math.max(64, Integer.highestOneBit(length) >> 3);
    long rounded = ((long) length + unit - 1) & -unit;
    return (int) Math.min(rounded, Integer.MAX_VALUE);
  }
}
