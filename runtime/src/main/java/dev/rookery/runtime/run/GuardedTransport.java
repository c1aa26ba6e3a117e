package dev.rookery.runtime.run;

import dev.rookery.runtime.wire.Streams;
import dev.rookery.transport.MessageException;
import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.Publication;
import dev.rookery.transport.PublisherListener;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.Transport;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The transport of a learner's process. On the streams that only the learner publishes, subscribers
 * of its process, such as the evaluator, receive only its messages: those that other processes
 * publish there are ignored.
 */
final class GuardedTransport implements Transport {

  private static final Set<String> LEARNER_STREAMS = Set.of(Streams.PARAMETERS, Streams.ANSWERS);

  private final Transport transport;

  /** The publishers of this process on the learner's streams; few, and never removed. */
  private final CopyOnWriteArrayList<Publication> own = new CopyOnWriteArrayList<>();

  private GuardedTransport(Transport transport) {
    this.transport = transport;
  }

  /** Guards a transport, if other processes can join it. */
  static Transport of(Transport transport) {
    return transport.invitation().isPresent() ? new GuardedTransport(transport) : transport;
  }

  @Override
  public Publication publish(String stream) {
    return guarded(stream, transport.publish(stream));
  }

  @Override
  public Publication publish(String stream, long messageBytes) {
    return guarded(stream, transport.publish(stream, messageBytes));
  }

  private Publication guarded(String stream, Publication publication) {
    if (LEARNER_STREAMS.contains(stream)) {
      own.add(publication);
    }
    return publication;
  }

  @Override
  public Subscription subscribe(String stream, PublisherListener publishers) {
    Subscription subscription = transport.subscribe(stream, publishers);
    return LEARNER_STREAMS.contains(stream)
        ? new OwnPublishersSubscription(subscription)
        : subscription;
  }

  private boolean isOwn(String stream, long publisherId) {
    for (int i = 0; i < own.size(); i++) {
      Publication publication = own.get(i);
      if (publication.publisherId() == publisherId && publication.stream().equals(stream)) {
        return true;
      }
    }
    return false;
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

  /** Passes on only the messages of this process. */
  private final class OwnPublishersSubscription implements Subscription {

    private static final MessageHandler IGNORE = (buffer, offset, length, publisherId) -> {};

    private final Subscription subscription;
    private final String stream;
    private final MessageHandler filter = this::filter;
    private MessageHandler handler = IGNORE;

    OwnPublishersSubscription(Subscription subscription) {
      this.subscription = subscription;
      stream = subscription.stream();
    }

    @Override
    public int poll(MessageHandler newHandler, int limit) {
      handler = newHandler;
      try {
        return subscription.poll(filter, limit);
      } catch (MessageException e) {
        return 1; // Of another process: the learner sends only whole messages.
      } finally {
        handler = IGNORE;
      }
    }

    private void filter(ByteBuffer buffer, int offset, int length, long publisherId) {
      if (isOwn(stream, publisherId)) {
        handler.onMessage(buffer, offset, length, publisherId);
      }
    }

    @Override
    public int publishers() {
      return subscription.publishers();
    }

    @Override
    public String stream() {
      return stream;
    }

    @Override
    public void close() {
      subscription.close();
    }
  }
}
