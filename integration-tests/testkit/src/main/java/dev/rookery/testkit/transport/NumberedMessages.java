package dev.rookery.testkit.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.internal.DirectBuffers;
import dev.rookery.transport.MessageHandler;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Messages that say themselves whether they are whole and in order: a checksum, a number that
 * counts up from 0, and random bytes.
 */
final class NumberedMessages {

  /** The shortest message, in bytes. */
  static final int MINIMUM_LENGTH = 12;

  private static final int NUMBER_OFFSET = 4;

  private final ByteBuffer content;
  private final ByteBuffer message;

  /** Makes messages of up to {@code maximumLength} bytes. */
  NumberedMessages(long seed, int maximumLength) {
    content = TestMessages.random(seed, 2 * maximumLength);
    message = DirectBuffers.allocate(maximumLength);
  }

  /** Makes message {@code number}, at offset 0 of a buffer that the next call overwrites. */
  ByteBuffer make(long number, int length) {
    int contentOffset = (int) (number * 7919 % message.capacity());
    message.put(0, content, contentOffset, length);
    message.putLong(NUMBER_OFFSET, number);
    return message.putInt(0, checksum(message, 0, length));
  }

  private static int checksum(ByteBuffer buffer, int offset, int length) {
    return TestMessages.checksum(buffer, offset + NUMBER_OFFSET, length - NUMBER_OFFSET);
  }

  /** Checks messages as they arrive. Not thread-safe. */
  static final class Checker implements MessageHandler {

    private final Map<Long, Long> nextNumbers = new HashMap<>();
    private long count;

    /** How many messages have arrived. */
    long count() {
      return count;
    }

    /** The number that comes next from a publisher, which is how many came if 0 was the first. */
    long next(long publisherId) {
      return nextNumbers.getOrDefault(publisherId, 0L);
    }

    @Override
    public void onMessage(ByteBuffer buffer, int offset, int length, long publisherId) {
      assertTrue(length >= MINIMUM_LENGTH, "a message was cut");
      assertEquals(checksum(buffer, offset, length), buffer.getInt(offset), "a broken message");
      long number = buffer.getLong(offset + NUMBER_OFFSET);
      Long expected = nextNumbers.put(publisherId, number + 1);
      assertTrue(
          expected == null || expected == number,
          () -> "message %s of publisher %s, not %s".formatted(number, publisherId, expected));
      count++;
    }
  }
}
