package dev.rookery.runtime.run;

import dev.rookery.transport.Publication;
import dev.rookery.transport.PublisherListener;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.Transport;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A transport whose users publish together: there is one publisher for each stream, however many
 * ask for one. Each publisher costs buffers on both sides and a handshake; a process with a hundred
 * actors would need hundreds of them. A message of long parameters still gets a publisher of its
 * own.
 */
final class SharedPublications implements Transport {

  private final Transport transport;
  private final Map<String, Shared> open = new HashMap<>();

  /**
   * Shares the publications of a transport.
   *
   * @param transport is closed with this one
   */
  SharedPublications(Transport transport) {
    this.transport = transport;
  }

  @Override
  public Publication publish(String stream) {
    synchronized (open) {
      Shared shared =
          open.computeIfAbsent(stream, name -> new Shared(name, transport.publish(name)));
      shared.users++;
      return new Handle(shared);
    }
  }

  @Override
  public Publication publish(String stream, long messageBytes) {
    return transport.publish(stream, messageBytes);
  }

  @Override
  public Subscription subscribe(String stream, PublisherListener publishers) {
    return transport.subscribe(stream, publishers);
  }

  @Override
  public Optional<Map<String, Object>> invitation() {
    return transport.invitation();
  }

  @Override
  public String address() {
    return transport.address();
  }

  @Override
  public void close() {
    transport.close();
  }

  /** A publication of the transport, used by one thread at a time. */
  private final class Shared {

    private final String stream;
    private final Publication publication;
    private int users;

    Shared(String stream, Publication publication) {
      this.stream = stream;
      this.publication = publication;
    }

    synchronized long offer(ByteBuffer buffer, int offset, int length) {
      return publication.offer(buffer, offset, length);
    }

    synchronized boolean isConnected() {
      return publication.isConnected();
    }

    synchronized long position() {
      return publication.position();
    }

    /** The last user closes the publication; no other gets it meanwhile. */
    void release() {
      synchronized (open) {
        users--;
        if (users == 0) {
          open.remove(stream, this);
          publication.close();
        }
      }
    }
  }

  /** What one user has. */
  private static final class Handle implements Publication {

    private final Shared shared;
    private boolean closed;

    Handle(Shared shared) {
      this.shared = shared;
    }

    @Override
    public long offer(ByteBuffer buffer, int offset, int length) {
      return closed ? CLOSED : shared.offer(buffer, offset, length);
    }

    @Override
    public long position() {
      return shared.position();
    }

    @Override
    public boolean isConnected() {
      return !closed && shared.isConnected();
    }

    @Override
    public long publisherId() {
      return shared.publication.publisherId();
    }

    @Override
    public String stream() {
      return shared.stream;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        shared.release();
      }
    }
  }
}
