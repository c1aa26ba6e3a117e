package dev.rookery.transport;

import java.nio.ByteBuffer;

/** One publisher on a stream. Used by one thread; {@link #close} may come from another. */
public interface Publication extends AutoCloseable {

  /** A subscriber has no room left; try again. */
  long BACK_PRESSURED = -1;

  /** Nobody is subscribed; the message was not taken. */
  long NOT_CONNECTED = -2;

  /** The publication or its transport is closed. */
  long CLOSED = -3;

  /**
   * Offers a message of any size from 0 bytes on. It is taken whole or not at all, and copied: the
   * buffer may be used again at once. Never blocks.
   *
   * @param buffer holds the message; its position and limit do not matter and stay as they are
   * @param offset where the message starts, in bytes
   * @param length how many bytes
   * @return the publication's new {@link #position()}, or {@link #BACK_PRESSURED}, {@link
   *     #NOT_CONNECTED} or {@link #CLOSED}
   */
  long offer(ByteBuffer buffer, int offset, int length);

  /** How many bytes of messages have been taken so far. */
  long position();

  /** Whether anybody is subscribed. */
  boolean isConnected();

  /** A number that no other publisher of the stream has. */
  long publisherId();

  /** The name of the stream. */
  String stream();

  /** What a result of {@link #offer} means, for messages. */
  static String describe(long result) {
    if (result >= 0) {
      return "taken";
    } else if (result == BACK_PRESSURED) {
      return "back-pressured: a subscriber is slower than its publishers";
    } else if (result == NOT_CONNECTED) {
      return "not connected: nobody is subscribed";
    }
    return "closed";
  }

  @Override
  void close();
}
