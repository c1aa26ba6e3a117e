package dev.rookery.transport;

/** One subscriber on a stream. Used by one thread; {@link #close} may come from another. */
public interface Subscription extends AutoCloseable {

  /**
   * Hands over messages that have arrived, taking turns among publishers. Never blocks. An
   * exception of the handler leaves this method; the message counts as handed over, and the next
   * poll goes on after it.
   *
   * @param handler gets each message
   * @param limit how many at most
   * @return how many were handed over
   * @throws MessageException if a publisher sent something that is no message, or too long a one
   */
  int poll(MessageHandler handler, int limit);

  /** How many publishers are connected. */
  int publishers();

  /** Whether any publisher is connected. */
  default boolean isConnected() {
    return publishers() > 0;
  }

  /** The name of the stream. */
  String stream();

  @Override
  void close();
}
