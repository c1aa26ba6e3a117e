package dev.rookery.transport.local;

import dev.rookery.internal.PollGate;
import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.PublisherListener;
import dev.rookery.transport.Subscription;

/** Reads the rings of all publishers in turn. */
final class LocalSubscription implements Subscription {

  private final LocalTransport transport;
  private final String stream;
  private final PublisherListener listener;
  private final PollGate gate = new PollGate();

  /** Changed by copying, under the transport's lock. */
  private volatile Connection[] connections = {};

  /** The publisher that is read first by the next poll. */
  private int turn;

  LocalSubscription(LocalTransport transport, String stream, PublisherListener listener) {
    this.transport = transport;
    this.stream = stream;
    this.listener = listener;
  }

  /**
   * {@inheritDoc}
   *
   * <p>An exception of the listener is treated as one of the handler. After {@link #close}, no
   * message is passed on any more, except the one whose handler is running.
   *
   * @throws IllegalStateException if another poll is running
   */
  @Override
  public int poll(MessageHandler handler, int limit) {
    if (!gate.enter()) {
      return 0;
    }
    try {
      return pollInTurn(handler, limit);
    } finally {
      if (gate.exit()) {
        free();
      }
    }
  }

  private int pollInTurn(MessageHandler handler, int limit) {
    Connection[] all = connections;
    int polled = 0;
    int next = turn;
    for (int i = 0; i < all.length && polled < limit && !gate.isClosed(); i++) {
      next = next < all.length ? next : 0;
      Connection connection = all[next];
      turn = ++next; // before any handler may throw
      polled += poll(connection, handler, limit - polled);
    }
    return polled;
  }

  private int poll(Connection connection, MessageHandler handler, int limit) {
    if (connection.announce()) {
      listener.onConnected(connection.publication().publisherId());
    }
    boolean gone = connection.isPublisherGone(); // asked first: nothing comes after it
    int polled = connection.poll(handler, limit);
    if (gone && connection.isEmpty() && !gate.isClosed()) {
      transport.remove(connection);
      connection.free();
      listener.onDisconnected(connection.publication().publisherId());
    }
    return polled;
  }

  @Override
  public int publishers() {
    return gate.isClosed() ? 0 : connections.length;
  }

  @Override
  public String stream() {
    return stream;
  }

  @Override
  public void close() {
    transport.close(this);
  }

  boolean isClosed() {
    return gate.isClosed();
  }

  /** The connections; the caller holds the transport's lock. */
  Connection[] connections() {
    return connections;
  }

  void connect(Connection connection) {
    connections = Connections.with(connections, connection);
  }

  void disconnect(Connection connection) {
    connections = Connections.without(connections, connection);
  }

  /** Ends polling; no publisher may use this subscriber's connections any more. */
  void closeNow() {
    if (gate.close()) {
      free();
    }
  }

  private void free() {
    for (Connection connection : connections) {
      connection.free();
    }
    connections = new Connection[0];
  }
}
