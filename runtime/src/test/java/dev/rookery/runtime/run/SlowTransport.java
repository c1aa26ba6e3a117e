package dev.rookery.runtime.run;

import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.Publication;
import dev.rookery.transport.PublisherListener;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.Transport;
import dev.rookery.transport.TransportException;
import org.jspecify.annotations.Nullable;

/**
 * A transport on which subscribers are connected some time after they asked: when they have polled
 * for a while. What is sent before is lost to them, as it is where connecting takes time. It can
 * break down.
 */
final class SlowTransport implements Transport {

  private final Transport transport;
  private final int pollsToConnect;
  private volatile boolean broken;

  SlowTransport(Transport transport, int pollsToConnect) {
    this.transport = transport;
    this.pollsToConnect = pollsToConnect;
  }

  /** From now on nothing arrives any more. */
  void breakDown() {
    broken = true;
  }

  @Override
  public Publication publish(String stream) {
    return transport.publish(stream);
  }

  @Override
  public Subscription subscribe(String stream, PublisherListener publishers) {
    return new SlowSubscription(stream, publishers);
  }

  @Override
  public void close() {
    transport.close();
  }

  private final class SlowSubscription implements Subscription {
    private final String stream;
    private final PublisherListener listener;
    private @Nullable Subscription connected;
    private int polls;

    SlowSubscription(String stream, PublisherListener listener) {
      this.stream = stream;
      this.listener = listener;
    }

    @Override
    public int poll(MessageHandler handler, int limit) {
      if (broken) {
        throw new TransportException("the driver of this test died");
      }
      if (connected == null && ++polls >= pollsToConnect) {
        connected = transport.subscribe(stream, listener);
      }
      return connected == null ? 0 : connected.poll(handler, limit);
    }

    @Override
    public int publishers() {
      return connected == null ? 0 : connected.publishers();
    }

    @Override
    public String stream() {
      return stream;
    }

    @Override
    public void close() {
      if (connected != null) {
        connected.close();
      }
    }
  }
}
