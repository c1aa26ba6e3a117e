package dev.rookery.testkit.transport;

import dev.rookery.transport.Publication;
import dev.rookery.transport.Transport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The transport under test, and steps that its tests share. */
final class TransportBench implements AutoCloseable {

  /** What the transport's own test says about it; see the hooks of {@link TransportContract}. */
  record Limits(
      Duration timeout,
      int largestMessage,
      List<Integer> boundaries,
      int messagesUnderLoad,
      int changesUnderLoad) {}

  /** A test that has a bench. */
  interface User {
    /** The bench of the running test. */
    TransportBench bench();
  }

  private final Transport publishing;
  private final Transport subscribing;
  private final Limits limits;

  TransportBench(Transport publishing, Transport subscribing, Limits limits) {
    this.publishing = publishing;
    this.subscribing = subscribing;
    this.limits = limits;
  }

  Limits limits() {
    return limits;
  }

  Transport publishing() {
    return publishing;
  }

  Transport subscribing() {
    return subscribing;
  }

  Publication publish(String stream) {
    return publishing.publish(stream);
  }

  Publication publish(String stream, long messageBytes) {
    return publishing.publish(stream, messageBytes);
  }

  Subscriber subscribe(String stream) {
    return new Subscriber(subscribing, stream);
  }

  /** Waits until a condition holds. */
  void await(BooleanSupplier condition, String what) {
    long start = System.nanoTime();
    for (int round = 0; !condition.getAsBoolean(); round++) {
      if (System.nanoTime() - start > limits.timeout().toNanos()) {
        throw new AssertionError("waited %s for %s".formatted(limits.timeout(), what));
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("interrupted while waiting for " + what);
      }
      if (round < 100) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(20_000);
      }
    }
  }

  /** Waits until every publisher is connected to every subscriber. */
  void connect(List<Publication> publications, List<Subscriber> subscribers) {
    for (Subscriber subscriber : subscribers) {
      await(
          () -> {
            subscriber.poll();
            return subscriber.subscription().publishers() == publications.size();
          },
          "%s publishers at a subscriber of '%s'"
              .formatted(publications.size(), subscriber.subscription().stream()));
    }
    for (Publication publication : publications) {
      await(publication::isConnected, "a subscriber of '%s'".formatted(publication.stream()));
    }
  }

  /** Makes a publisher and a subscriber of a stream, connected. */
  Pair pair(String stream) {
    return pair(publish(stream), stream);
  }

  Pair pair(Publication publication, String stream) {
    Pair pair = new Pair(publication, subscribe(stream));
    connect(List.of(pair.publication), List.of(pair.subscriber));
    return pair;
  }

  /** A publisher and a subscriber. */
  record Pair(Publication publication, Subscriber subscriber) {}

  /** Offers a whole buffer until it is taken, while the subscribers poll. */
  long send(Publication publication, ByteBuffer message, Subscriber... polling) {
    long[] result = new long[1];
    await(
        () -> {
          for (Subscriber subscriber : polling) {
            subscriber.poll();
          }
          result[0] = publication.offer(message, 0, message.capacity());
          return result[0] >= 0 || result[0] == Publication.CLOSED;
        },
        "a message of %s bytes to be taken".formatted(message.capacity()));
    if (result[0] < 0) {
      throw new AssertionError("the publication is " + Publication.describe(result[0]));
    }
    return result[0];
  }

  /** Polls until a subscriber has got so many messages in all. */
  void receive(Subscriber subscriber, int messages) {
    receive(List.of(subscriber), messages);
  }

  /** Polls until each subscriber has got so many messages in all; one may wait for another. */
  void receive(List<Subscriber> subscribers, int messages) {
    await(
        () -> {
          boolean all = true;
          for (Subscriber subscriber : subscribers) {
            subscriber.poll();
            all &= subscriber.inbox().messages().size() >= messages;
          }
          return all;
        },
        messages + " messages");
  }

  @Override
  public void close() {
    publishing.close();
    subscribing.close();
  }
}
