package dev.rookery.runtime.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.local.LocalTransport;
import dev.rookery.transport.local.LocalTransportSettings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The actors of one process publish together. */
@Timeout(60)
class SharedPublicationsTest {

  private static final String STREAM = "stream";

  private final SharedPublications transport =
      new SharedPublications(new LocalTransport(new LocalTransportSettings(1 << 12, 0)));
  private final ByteBuffer message = ByteBuffer.allocateDirect(64);

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void manyUsersOfAStreamAreOnePublisher() {
    Subscription subscription = transport.subscribe(STREAM);
    try (Publication one = transport.publish(STREAM);
        Publication other = transport.publish(STREAM);
        Publication elsewhere = transport.publish("elsewhere")) {
      subscription.poll((buffer, offset, length, publisher) -> {}, 1);
      assertEquals(1, subscription.publishers());
      assertEquals(one.publisherId(), other.publisherId());
      assertEquals("elsewhere", elsewhere.stream());
    }
  }

  @Test
  void aLongMessageGetsAPublisherOfItsOwn() {
    try (Publication shared = transport.publish(STREAM);
        Publication own = transport.publish(STREAM, 1 << 20)) {
      assertNotEquals(shared.publisherId(), own.publisherId());
    }
  }

  @Test
  void theLastUserEndsIt() {
    Subscription subscription = transport.subscribe(STREAM);
    Publication one = transport.publish(STREAM);
    Publication other = transport.publish(STREAM);
    one.close();
    one.close();
    assertFalse(one.isConnected());
    assertEquals(Publication.CLOSED, one.offer(message, 0, 1));
    assertTrue(other.isConnected());
    assertTrue(other.offer(message, 0, 1) >= 0);
    other.close();
    subscription.poll((buffer, offset, length, publisher) -> {}, 10);
    subscription.poll((buffer, offset, length, publisher) -> {}, 10);
    assertEquals(0, subscription.publishers());
    try (Publication again = transport.publish(STREAM)) {
      assertTrue(again.offer(message, 0, 1) >= 0);
    }
  }

  /** Each thread sends the numbers from 0 on, behind its own. */
  @Test
  void messagesOfAThreadStayWholeAndInOrder() throws Exception {
    int threads = 8;
    int messages = 2_000;
    Subscription subscription = transport.subscribe(STREAM);
    CountDownLatch ready = new CountDownLatch(threads);
    List<Thread> senders =
        IntStream.range(0, threads)
            .mapToObj(thread -> new Thread(() -> send(thread, messages, ready)))
            .toList();
    senders.forEach(Thread::start);
    ready.await();
    int[] next = new int[threads];
    List<String> wrong = new ArrayList<>();
    for (int received = 0; received < threads * messages; ) {
      received +=
          subscription.poll(
              (buffer, offset, length, publisher) -> {
                int thread = buffer.getInt(offset);
                if (length != 8 || buffer.getInt(offset + 4) != next[thread]++) {
                  wrong.add("thread " + thread);
                }
              },
              100);
    }
    assertEquals(List.of(), wrong);
    for (Thread sender : senders) {
      sender.join();
    }
  }

  private void send(int thread, int messages, CountDownLatch ready) {
    ByteBuffer own = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder());
    try (Publication publication = transport.publish(STREAM)) {
      ready.countDown();
      for (int i = 0; i < messages; i++) {
        own.putInt(0, thread).putInt(4, i);
        while (publication.offer(own, 0, 8) < 0) {
          Thread.onSpinWait();
        }
      }
    }
  }
}
