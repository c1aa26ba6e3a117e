package dev.rookery.transport;

import java.nio.ByteBuffer;

/** Gets the messages of a {@link Subscription}. */
@FunctionalInterface
public interface MessageHandler {

  /**
   * A message.
   *
   * @param buffer holds it, in the machine's byte order; valid only during this call
   * @param offset where it starts, in bytes
   * @param length how many bytes
   * @param publisherId which publisher sent it
   */
  void onMessage(ByteBuffer buffer, int offset, int length, long publisherId);
}
