package dev.rookery.transport;

/** Is told of publishers that come to and go from a subscription, on the thread that polls it. */
public interface PublisherListener {

  /** Listens to nothing. */
  PublisherListener NONE = new PublisherListener() {};

  /** A publisher connected; its first message comes after this. */
  default void onConnected(long publisherId) {}

  /** A publisher is gone; its last message came before this. */
  default void onDisconnected(long publisherId) {}
}
