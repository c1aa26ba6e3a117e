package dev.rookery.testkit.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.testkit.transport.NumberedMessages.Checker;
import dev.rookery.transport.Publication;
import dev.rookery.transport.PublisherListener;
import dev.rookery.transport.Subscription;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Tests with several threads. */
interface ConcurrencyContract extends TransportBench.User {

  /** The longest message, in bytes: a few are longer than any buffer of short messages. */
  int MAXIMUM_LENGTH = 400_000;

  @Test
  default void publishersAndSubscribersOnThreadsOfTheirOwnLoseNothing() {
    int count = bench().limits().messagesUnderLoad();
    List<Publication> publications = new ArrayList<>();
    List<Subscriber> subscribers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      publications.add(bench().publish("load"));
      subscribers.add(bench().subscribe("load"));
    }
    bench().connect(publications, subscribers);
    Workers workers = new Workers(bench());
    for (Publication publication : publications) {
      workers.start("publisher", () -> assertEquals(count, send(publication, count)));
    }
    for (Subscriber subscriber : subscribers) {
      Checker checker = new Checker();
      workers.start(
          "subscriber",
          () -> {
            pollUntil(subscriber.subscription(), checker, 3L * count);
            for (Publication publication : publications) {
              assertEquals(count, checker.next(publication.publisherId()));
            }
          });
    }
    workers.join();
  }

  @Test
  default void subscribersComeAndGoUnderLoad() {
    AtomicBoolean gone = new AtomicBoolean();
    Subscription resident = bench().subscribing().subscribe("visitors", whenGone(gone));
    Publication publication = bench().publish("visitors");
    bench().await(publication::isConnected, "the resident");
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong sent = new AtomicLong();
    Checker checker = new Checker();
    Workers workers = new Workers(bench());
    workers.start(
        "publisher",
        () -> {
          sent.set(send(publication, Long.MAX_VALUE, done));
          publication.close();
        });
    workers.start(
        "resident",
        () ->
            bench()
                .await(
                    () -> {
                      resident.poll(checker, 10);
                      return gone.get();
                    },
                    "the publisher's end"));
    Workers visitors = new Workers(bench());
    for (int v = 0; v < 2; v++) {
      visitors.start(
          "visitor",
          () -> {
            for (int i = 0; i < bench().limits().changesUnderLoad(); i++) {
              try (Subscription visit = bench().subscribing().subscribe("visitors")) {
                pollUntil(visit, new Checker(), 100);
              }
            }
          });
    }
    visitors.join();
    done.set(true);
    workers.join();
    assertEquals(sent.get(), checker.next(publication.publisherId()));
  }

  @Test
  default void publishersComeAndGoUnderLoad() {
    int changes = bench().limits().changesUnderLoad();
    int messages = 50;
    Checker checker = new Checker();
    Set<Long> present = ConcurrentHashMap.newKeySet();
    AtomicInteger left = new AtomicInteger();
    PublisherListener listener =
        new PublisherListener() {
          @Override
          public void onConnected(long publisherId) {
            assertTrue(present.add(publisherId));
            assertEquals(0, checker.next(publisherId));
          }

          @Override
          public void onDisconnected(long publisherId) {
            assertTrue(present.remove(publisherId));
            assertEquals(messages, checker.next(publisherId));
            left.incrementAndGet();
          }
        };
    Subscription subscription = bench().subscribing().subscribe("guests", listener);
    Workers workers = new Workers(bench());
    for (int p = 0; p < 2; p++) {
      workers.start(
          "publisher",
          () -> {
            for (int i = 0; i < changes; i++) {
              try (Publication publication = bench().publish("guests")) {
                assertEquals(messages, send(publication, messages));
              }
            }
          });
    }
    bench()
        .await(
            () -> {
              subscription.poll(checker, 10);
              return left.get() == 2 * changes;
            },
            "all publishers to have come and gone");
    workers.join();
    assertEquals(2L * changes * messages, checker.count());
    assertEquals(0, subscription.publishers());
  }

  @Test
  default void closingUnderLoadBreaksNothing() {
    List<Publication> publications = new ArrayList<>();
    List<Subscriber> subscribers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      publications.add(bench().publish("close"));
      subscribers.add(bench().subscribe("close"));
    }
    bench().connect(publications, subscribers);
    Workers workers = new Workers(bench());
    AtomicBoolean closed = new AtomicBoolean();
    AtomicInteger busy = new AtomicInteger();
    for (Publication publication : publications) {
      workers.start("publisher", () -> send(publication, Long.MAX_VALUE));
    }
    for (Subscriber subscriber : subscribers) {
      Checker checker = new Checker();
      workers.start(
          "subscriber",
          () -> {
            pollUntil(subscriber.subscription(), checker, 100);
            busy.incrementAndGet();
            bench()
                .await(
                    () -> subscriber.subscription().poll(checker, 10) == 0 && closed.get(),
                    "the end");
          });
    }
    bench().await(() -> busy.get() == 2, "the load");
    publications.get(0).close();
    subscribers.get(0).subscription().close();
    bench().close();
    closed.set(true);
    workers.join();
  }

  /** Sends so many messages of random lengths, or fewer if closed; returns how many. */
  private long send(Publication publication, long count) {
    return send(publication, count, new AtomicBoolean());
  }

  private long send(Publication publication, long count, AtomicBoolean done) {
    SplittableRandom random = new SplittableRandom(publication.publisherId());
    NumberedMessages messages = new NumberedMessages(random.nextLong(), MAXIMUM_LENGTH);
    for (long number = 0; number < count; number++) {
      int maximum = number % 500 == 9 ? MAXIMUM_LENGTH : 1_000;
      int length = TestMessages.randomLength(random, NumberedMessages.MINIMUM_LENGTH, maximum);
      ByteBuffer message = messages.make(number, length);
      long[] result = new long[1];
      bench()
          .await(
              () -> {
                result[0] = publication.offer(message, 0, length);
                return result[0] >= 0 || result[0] == Publication.CLOSED || done.get();
              },
              "a message to be taken");
      if (result[0] < 0) {
        return number;
      }
    }
    return count;
  }

  private void pollUntil(Subscription subscription, Checker checker, long count) {
    bench()
        .await(
            () -> {
              subscription.poll(checker, 10);
              return checker.count() >= count;
            },
            count + " messages");
  }

  private static PublisherListener whenGone(AtomicBoolean gone) {
    return new PublisherListener() {
      @Override
      public void onDisconnected(long publisherId) {
        gone.set(true);
      }
    };
  }
}
