package dev.rookery.runtime.roles;

import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.Publication;
import dev.rookery.transport.PublisherListener;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.Transport;
import dev.rookery.transport.TransportException;
import java.nio.ByteBuffer;

/** A transport that opens so many publications and subscriptions, and then fails. */
final class FailingTransport implements Transport {

  private final Transport transport;
  private final int limit;
  private int opened;
  private int closed;

  FailingTransport(Transport transport, int limit) {
    this.transport = transport;
    this.limit = limit;
  }

  int opened() {
    return opened;
  }

  int closed() {
    return closed;
  }

  private void open() {
    if (opened == limit) {
      throw new TransportException("this test allows no more streams");
    }
    opened++;
  }

  @Override
  public Publication publish(String stream) {
    open();
    return new CountedPublication(transport.publish(stream));
  }

  @Override
  public Subscription subscribe(String stream, PublisherListener publishers) {
    open();
    return new CountedSubscription(transport.subscribe(stream, publishers));
  }

  @Override
  public void close() {}

  private final class CountedPublication implements Publication {
    private final Publication publication;

    CountedPublication(Publication publication) {
      this.publication = publication;
    }

    @Override
    public long offer(ByteBuffer buffer, int offset, int length) {
      return publication.offer(buffer, offset, length);
    }

    @Override
    public boolean isConnected() {
      return publication.isConnected();
    }

    @Override
    public long position() {
      return publication.position();
    }

    @Override
    public long publisherId() {
      return publication.publisherId();
    }

    @Override
    public String stream() {
      return publication.stream();
    }

    @Override
    public void close() {
      closed++;
      publication.close();
    }
  }

  private final class CountedSubscription implements Subscription {
    private final Subscription subscription;

    CountedSubscription(Subscription subscription) {
      this.subscription = subscription;
    }

    @Override
    public int poll(MessageHandler handler, int limit) {
      return subscription.poll(handler, limit);
    }

    @Override
    public int publishers() {
      return subscription.publishers();
    }

    @Override
    public String stream() {
      return subscription.stream();
    }

    @Override
    public void close() {
      closed++;
      subscription.close();
    }
  }
}
