package dev.rookery.transport;

/**
 * Carries messages on named streams. Every subscriber of a stream gets every message that any of
 * its publishers offers while both are connected; the messages of one publisher arrive in order,
 * whole, each once. Thread-safe; what it makes is not.
 */
public interface Transport extends AutoCloseable {

  /** Adds a publisher to a stream, for one thread to use. */
  Publication publish(String stream);

  /**
   * Adds a subscriber to a stream, for one thread to use.
   *
   * @param publishers is told of publishers that come and go, on the thread that polls
   */
  Subscription subscribe(String stream, PublisherListener publishers);

  /** Adds a subscriber to a stream, for one thread to use. */
  default Subscription subscribe(String stream) {
    return subscribe(stream, PublisherListener.NONE);
  }

  /** Closes all publications and subscriptions, and frees what the transport holds. */
  @Override
  void close();
}
