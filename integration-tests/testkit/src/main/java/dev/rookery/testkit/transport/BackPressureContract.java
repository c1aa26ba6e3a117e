package dev.rookery.testkit.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.testkit.transport.NumberedMessages.Checker;
import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests that a slow subscriber holds its publishers back, and no message is lost or repeated. */
interface BackPressureContract extends TransportBench.User {

  /** The time after which a stream that refuses messages counts as full, not only as busy. */
  long FULL_NANOS = 20_000_000;

  @Test
  default void aSlowSubscriberHoldsItsPublisherBackUntilItHasRead() {
    checkHoldsBack(1_000);
  }

  @Test
  default void longMessagesHoldTheirPublisherBackToo() {
    checkHoldsBack(Math.min(5_000_000, bench().limits().largestMessage()));
  }

  private void checkHoldsBack(int length) {
    TransportBench.Pair pair = bench().pair("slow");
    NumberedMessages messages = new NumberedMessages(21, length);
    Checker checker = new Checker();
    long taken = 0;
    for (int round = 0; round < 3; round++) {
      taken = fill(pair.publication(), messages, length, taken);
      assertEquals(taken * length, pair.publication().position());
      drain(pair.subscriber().subscription(), checker, taken);
    }
  }

  /** Offers until held back for good; returns the number of the next message. */
  private long fill(Publication publication, NumberedMessages messages, int length, long first) {
    return fill(publication, messages, length, first, null, new Checker());
  }

  /** Offers until held back for good, while a subscriber polls; returns the next number. */
  private long fill(
      Publication publication,
      NumberedMessages messages,
      int length,
      long first,
      @Nullable Subscription polling,
      Checker checker) {
    long[] next = {first};
    long[] lastTaken = {System.nanoTime()};
    ByteBuffer[] message = {messages.make(first, length)};
    bench()
        .await(
            () -> {
              if (polling != null) {
                polling.poll(checker, 10);
              }
              long result = publication.offer(message[0], 0, length);
              if (result >= 0) {
                message[0] = messages.make(++next[0], length);
                lastTaken[0] = System.nanoTime();
              } else {
                assertEquals(Publication.BACK_PRESSURED, result);
              }
              return System.nanoTime() - lastTaken[0] > FULL_NANOS;
            },
            "a full stream");
    assertTrue(next[0] > first, "nothing was taken");
    return next[0];
  }

  private void drain(Subscription subscription, Checker checker, long count) {
    bench()
        .await(
            () -> {
              subscription.poll(checker, 10);
              return checker.count() >= count;
            },
            count + " messages");
    assertEquals(0, subscription.poll(checker, 10));
    assertEquals(count, checker.count());
  }

  @Test
  default void oneSlowSubscriberOfSeveralHoldsBackForAll() {
    Publication publication = bench().publish("several");
    Subscriber fast = bench().subscribe("several");
    Subscriber slow = bench().subscribe("several");
    bench().connect(List.of(publication), List.of(fast, slow));
    NumberedMessages messages = new NumberedMessages(22, 1_000);
    Checker fastChecker = new Checker();
    Checker slowChecker = new Checker();
    long taken = fill(publication, messages, 1_000, 0, fast.subscription(), fastChecker);
    assertEquals(0, slowChecker.count());
    // What waits for the slow one may keep the fast one waiting too, but no longer than that.
    bench()
        .await(
            () -> {
              slow.subscription().poll(slowChecker, 10);
              fast.subscription().poll(fastChecker, 10);
              return slowChecker.count() >= taken && fastChecker.count() >= taken;
            },
            taken + " messages at both");
    assertEquals(taken, slowChecker.count());
    assertEquals(taken, fastChecker.count());
  }

  @Test
  default void aFullStreamDoesNotHoldBackAnother() {
    TransportBench.Pair full = bench().pair("full");
    TransportBench.Pair free = bench().pair("free");
    fill(full.publication(), new NumberedMessages(23, 1_000), 1_000, 0);
    NumberedMessages messages = new NumberedMessages(24, 1_000);
    Checker checker = new Checker();
    for (int i = 0; i < 1_000; i++) {
      ByteBuffer message = messages.make(i, 1_000);
      bench()
          .await(
              () -> {
                free.subscriber().subscription().poll(checker, 10);
                return free.publication().offer(message, 0, 1_000) >= 0;
              },
              "a message to be taken");
    }
    drain(free.subscriber().subscription(), checker, 1_000);
  }

  @Test
  default void aBusyPublisherDoesNotStarveAnother() {
    Publication busy = bench().publish("busy");
    Publication rare = bench().publish("busy");
    Subscriber subscriber = bench().subscribe("busy");
    bench().connect(List.of(busy, rare), List.of(subscriber));
    NumberedMessages busyMessages = new NumberedMessages(25, 100);
    NumberedMessages rareMessages = new NumberedMessages(26, 100);
    Checker checker = new Checker();
    long[] next = {fill(busy, busyMessages, 100, 0), 0};
    bench()
        .await(
            () -> {
              // The busy publisher's room is full again before every poll of one message.
              while (busy.offer(busyMessages.make(next[0], 100), 0, 100) >= 0) {
                next[0]++;
              }
              if (next[1] == checker.next(rare.publisherId())
                  && rare.offer(rareMessages.make(next[1], 100), 0, 100) >= 0) {
                next[1]++;
              }
              subscriber.subscription().poll(checker, 1);
              return checker.next(rare.publisherId()) == 100;
            },
            "100 messages of the rare publisher");
  }
}
