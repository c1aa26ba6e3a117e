package dev.rookery.transport.local;

import dev.rookery.RookeryException;
import dev.rookery.transport.Publication;
import dev.rookery.transport.PublisherListener;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Streams within one process. Publishers and subscribers are connected when {@link #publish} or
 * {@link #subscribe} returns. Messages that a publisher has offered are delivered even after it
 * closes; messages that a subscriber has not polled are lost when it closes.
 *
 * <p>A subscriber with a full ring holds back every publisher of its stream, and no other.
 *
 * <p>Thread-safe. Memory outside of the heap is freed when a publication or subscription closes;
 * under a poll or offer of another thread, as that ends.
 */
public final class LocalTransport implements Transport {

  private final LocalTransportSettings settings;

  /** Guards the fields below. */
  private final Object lock = new Object();

  private final Map<String, Members> streams = new HashMap<>();
  private long publishers;
  private boolean closed;

  /** Makes a transport, which other processes cannot reach. */
  public LocalTransport(LocalTransportSettings settings) {
    this.settings = settings;
  }

  /**
   * {@inheritDoc}
   *
   * @throws RookeryException if the transport is closed, or there is no memory for the rings
   */
  @Override
  public Publication publish(String stream) {
    synchronized (lock) {
      Members members = members(stream);
      LocalPublication publication = new LocalPublication(this, stream, publishers++, settings);
      connect(List.of(publication), members.subscriptions);
      members.publications.add(publication);
      return publication;
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws RookeryException if the transport is closed, or there is no memory for the rings
   */
  @Override
  public Subscription subscribe(String stream, PublisherListener listener) {
    synchronized (lock) {
      Members members = members(stream);
      LocalSubscription subscription = new LocalSubscription(this, stream, listener);
      connect(members.publications, List.of(subscription));
      members.subscriptions.add(subscription);
      return subscription;
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      for (Members members : List.copyOf(streams.values())) {
        List.copyOf(members.publications).forEach(this::close);
        List.copyOf(members.subscriptions).forEach(this::close);
      }
    }
  }

  void close(LocalPublication publication) {
    synchronized (lock) {
      publication.closeNow();
      leave(publication.stream(), members -> members.publications.remove(publication));
    }
  }

  void close(LocalSubscription subscription) {
    synchronized (lock) {
      for (Connection connection : subscription.connections()) {
        connection.publication().disconnect(connection);
      }
      subscription.closeNow();
      leave(subscription.stream(), members -> members.subscriptions.remove(subscription));
    }
  }

  /** Removes a connection whose publisher is gone from its subscriber's list. */
  void remove(Connection connection) {
    synchronized (lock) {
      connection.subscription().disconnect(connection);
    }
  }

  private Members members(String stream) {
    if (closed) {
      throw new RookeryException(
          "stream '%s' cannot be joined: the transport is closed".formatted(stream));
    }
    return streams.computeIfAbsent(stream, name -> new Members());
  }

  private void leave(String stream, Consumer<Members> leaving) {
    Members members = streams.get(stream);
    if (members != null) {
      leaving.accept(members);
      if (members.publications.isEmpty() && members.subscriptions.isEmpty()) {
        streams.remove(stream);
      }
    }
  }

  /** Connects every publisher with every subscriber, or none if there is too little memory. */
  private void connect(List<LocalPublication> from, List<LocalSubscription> to) {
    List<Connection> connections = new ArrayList<>();
    try {
      for (LocalPublication publication : from) {
        for (LocalSubscription subscription : to) {
          connections.add(new Connection(publication, subscription, settings.ringBytes()));
        }
      }
    } catch (RookeryException e) {
      connections.forEach(Connection::free);
      throw e;
    }
    for (Connection connection : connections) {
      connection.subscription().connect(connection);
      connection.publication().connect(connection);
    }
  }

  /** The publishers and subscribers of a stream. */
  private static final class Members {
    final List<LocalPublication> publications = new ArrayList<>();
    final List<LocalSubscription> subscriptions = new ArrayList<>();
  }
}
