package dev.rookery.testkit.transport;

import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/** Contents of messages, and their checksums. */
final class TestMessages {

  private TestMessages() {}

  /** A direct buffer of random bytes, the same for the same seed. */
  static ByteBuffer random(long seed, int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return DirectBuffers.allocate(length).put(0, bytes);
  }

  /** The checksum of a part of a buffer. */
  static int checksum(ByteBuffer buffer, int offset, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(buffer.duplicate().limit(offset + length).position(offset));
    return (int) checksum.getValue();
  }

  /** A length of up to {@code maximum}, with as many short as long ones. */
  static int randomLength(SplittableRandom random, int minimum, int maximum) {
    double logarithm = random.nextDouble(Math.log(minimum + 1.0), Math.log(maximum + 2.0));
    return Math.max(minimum, Math.min(maximum, (int) Math.exp(logarithm) - 1));
  }
}
