package dev.rookery.transport;

import java.util.Map;
import java.util.Optional;

/**
 * Carries messages on named streams. Every subscriber of a stream gets every message that any of
 * its publishers offers while both are connected; the messages of one publisher arrive in order,
 * whole, each once. Thread-safe; what it makes is not.
 *
 * <p>A transport may span processes: one creates it, others join. Every member is connected with
 * the creator, in both directions; whether members reach each other is up to the transport. While
 * the creator does not take messages, members are held back for as long as it lives. A member that
 * takes none for long may be disconnected instead, so that it does not hold back the others: for it
 * the publisher goes, and comes again.
 *
 * <p>Where a transport breaks, its driver has died say, its methods and those of what it made throw
 * {@link TransportException}; nothing comes of it any more but {@link #close}.
 */
public interface Transport extends AutoCloseable {

  /** Adds a publisher to a stream, for one thread to use. */
  Publication publish(String stream);

  /**
   * Adds a publisher of long messages to a stream, for one thread to use. The transport may set
   * memory aside, so that a whole message can be on its way at once.
   *
   * @param messageBytes how long they are, about
   */
  default Publication publish(String stream, long messageBytes) {
    return publish(stream);
  }

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

  /**
   * Settings with which other processes join this transport, by {@link TransportProvider#join};
   * empty if none can.
   */
  default Optional<Map<String, Object>> invitation() {
    return Optional.empty();
  }

  /**
   * Where this transport is, for messages to people: for example {@code localhost:7043}.
   *
   * @return a few words
   */
  default String address() {
    return "this process";
  }

  /** Closes all publications and subscriptions, and frees what the transport holds. */
  @Override
  void close();
}
