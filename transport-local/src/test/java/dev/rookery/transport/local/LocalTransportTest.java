package dev.rookery.transport.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the local transport promises beyond the contract of all. */
@Timeout(60)
class LocalTransportTest {

  private static final MessageHandler IGNORE = (buffer, offset, length, publisherId) -> {};
  private static final ByteBuffer BYTES = ByteBuffer.allocate(1 << 20);

  private final LocalTransport transport =
      new LocalTransport(new LocalTransportSettings(1 << 10, 100_000));
  private final List<Integer> lengths = new ArrayList<>();
  private final MessageHandler handler =
      (buffer, offset, length, publisherId) -> lengths.add(length);

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void whatOneSubscriberHasNoRoomForReachesNoOther() {
    Publication publication = transport.publish("s");
    Subscription fast = transport.subscribe("s");
    Subscription slow = transport.subscribe("s");
    int taken = 0;
    for (int i = 0; i < 1_000; i++) {
      taken += publication.offer(BYTES, 0, 100) >= 0 ? 1 : 0;
      fast.poll(handler, 10);
    }
    assertTrue(taken > 0 && taken < 10);
    assertEquals(taken, lengths.size());
    assertEquals(taken, slow.poll(handler, 1_000));
    assertTrue(publication.offer(BYTES, 0, 100) > 0);
  }

  @Test
  void oneLongMessageOverTheLimitIsTakenWhenNoOtherIsUnderway() {
    Publication publication = transport.publish("s");
    Subscription first = transport.subscribe("s");
    Subscription second = transport.subscribe("s");
    assertEquals(1 << 20, publication.offer(BYTES, 0, 1 << 20));
    assertEquals(Publication.BACK_PRESSURED, publication.offer(BYTES, 0, 1_000));
    assertTrue(publication.offer(BYTES, 0, 100) > 0); // a short one needs no such room
    first.poll(handler, 1);
    assertEquals(Publication.BACK_PRESSURED, publication.offer(BYTES, 0, 1_000));
    second.poll(handler, 1);
    assertTrue(publication.offer(BYTES, 0, 1 << 20) > 0);
  }

  @Test
  void longMessagesFillTheirLimit() {
    Publication publication = transport.publish("s");
    Subscription subscription = transport.subscribe("s");
    for (int i = 0; i < 10; i++) {
      assertTrue(publication.offer(BYTES, 0, 9_216) > 0);
    }
    assertEquals(Publication.BACK_PRESSURED, publication.offer(BYTES, 0, 9_216));
    assertEquals(10, subscription.poll(handler, 100));
    assertTrue(publication.offer(BYTES, 0, 9_216) > 0);
  }

  @Test
  void publishersTakeTurns() {
    List<Publication> publications = new ArrayList<>();
    Subscription subscription = transport.subscribe("s");
    for (int p = 0; p < 3; p++) {
      Publication publication = transport.publish("s");
      publications.add(publication);
      for (int i = 0; i < 4; i++) {
        publication.offer(BYTES, 0, 10 + p);
      }
    }
    for (int i = 0; i < 12; i++) {
      assertEquals(1, subscription.poll(handler, 1));
    }
    assertEquals(List.of(10, 11, 12, 10, 11, 12, 10, 11, 12, 10, 11, 12), lengths);
  }

  @Test
  void anOfferOutsideOfItsBufferIsRefusedAndHarmless() {
    Publication publication = transport.publish("s");
    Subscription subscription = transport.subscribe("s");
    ByteBuffer small = ByteBuffer.allocate(10);
    assertThrows(IndexOutOfBoundsException.class, () -> publication.offer(small, 5, 6));
    assertThrows(IndexOutOfBoundsException.class, () -> publication.offer(small, -1, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> publication.offer(small, 0, -1));
    publication.offer(small, 0, 10);
    subscription.poll(handler, 10);
    assertEquals(List.of(10), lengths);
  }

  @Test
  void aHandlerMayDoWhatItLikesWithTheBuffersLimits() {
    Publication publication = transport.publish("s");
    Subscription subscription = transport.subscribe("s");
    MessageHandler changing =
        (buffer, offset, length, publisherId) -> {
          assertEquals(0, buffer.position());
          assertTrue(buffer.limit() >= offset + length);
          buffer.limit(offset + length).position(offset);
          handler.onMessage(buffer, offset, length, publisherId);
          buffer.flip().limit(0);
        };
    for (int length : new int[] {10, 1_000, 20, 1_000}) {
      publication.offer(BYTES, 0, length);
      subscription.poll(changing, 1);
    }
    assertEquals(List.of(10, 1_000, 20, 1_000), lengths);
  }

  @Test
  void aHandlerThatClosesItsSubscriptionGetsNothingMore() {
    Publication publication = transport.publish("s");
    Subscription subscription = transport.subscribe("s");
    for (int i = 0; i < 5; i++) {
      publication.offer(BYTES, 0, 500 * (i % 2));
    }
    MessageHandler closing =
        (buffer, offset, length, publisherId) -> {
          handler.onMessage(buffer, offset, length, publisherId);
          if (lengths.size() == 2) {
            subscription.close();
            assertEquals(0, subscription.poll(handler, 10));
          }
        };
    assertEquals(2, subscription.poll(closing, 10));
    assertEquals(List.of(0, 500), lengths);
    assertEquals(Publication.NOT_CONNECTED, publication.offer(BYTES, 0, 10));
  }

  @Test
  void aHandlerThatPollsIsRefused() {
    Publication publication = transport.publish("s");
    Subscription subscription = transport.subscribe("s");
    publication.offer(BYTES, 0, 10);
    MessageHandler polling = (buffer, offset, length, id) -> subscription.poll(IGNORE, 1);
    assertThrows(IllegalStateException.class, () -> subscription.poll(polling, 1));
    assertEquals(0, subscription.poll(handler, 1));
  }

  @Test
  void closingNeverWaitsForAHandler() throws InterruptedException {
    Publication publication = transport.publish("s");
    Subscription subscription = transport.subscribe("s");
    publication.offer(BYTES, 0, 10);
    publication.offer(BYTES, 0, 1_000);
    CountDownLatch inHandler = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Thread poller =
        new Thread(
            () ->
                subscription.poll(
                    (buffer, offset, length, id) -> {
                      inHandler.countDown();
                      awaitUninterruptibly(closed);
                      buffer.getLong(offset); // still there
                      handler.onMessage(buffer, offset, length, id);
                    },
                    10));
    poller.start();
    inHandler.await();
    transport.close();
    closed.countDown();
    poller.join();
    assertEquals(List.of(10), lengths);
    assertEquals(Publication.CLOSED, publication.offer(BYTES, 0, 10));
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
