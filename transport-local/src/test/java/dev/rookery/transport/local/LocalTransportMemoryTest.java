package dev.rookery.transport.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What memory the local transport takes, and when it gives it back. */
@Timeout(120)
class LocalTransportMemoryTest {

  private static final int MIB = 1 << 20;
  private static final MessageHandler IGNORE = (buffer, offset, length, publisherId) -> {};

  private final LocalTransportSettings settings = new LocalTransportSettings(4 * MIB, 16L * MIB);
  private final ByteBuffer message = ByteBuffer.allocate(10 * MIB);

  @Test
  void offersAndPollsAllocateNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    try (LocalTransport transport = new LocalTransport(new LocalTransportSettings(MIB, MIB))) {
      Publication publication = transport.publish("s");
      Subscription first = transport.subscribe("s");
      Subscription second = transport.subscribe("s");
      exchange(publication, first, second, 20_000); // warm
      long before = threads.getThreadAllocatedBytes(self);
      int count = 100_000;
      exchange(publication, first, second, count);
      long allocated = threads.getThreadAllocatedBytes(self) - before;
      assertTrue(
          allocated < count / 100, () -> allocated + " bytes for %d messages".formatted(count));
    }
  }

  private void exchange(Publication publication, Subscription a, Subscription b, int count) {
    for (int i = 0; i < count; i++) {
      int length = i % 100 == 0 ? 200_000 + i % 1_000 : i % 2_000;
      assertTrue(publication.offer(message, 0, length) >= 0);
      if (i % 4 == 3) {
        assertEquals(4, a.poll(IGNORE, 10));
        assertEquals(4, b.poll(IGNORE, 10));
      }
    }
  }

  @Test
  void everyOrderOfClosingFreesAllMemory() {
    assertFreed(
        () -> {
          LocalTransport transport = new LocalTransport(settings);
          Publication publication = transport.publish("s");
          Subscription subscription = transport.subscribe("s");
          offerAll(publication);
          subscription.close();
          publication.close();
        });
    assertFreed(
        () -> {
          LocalTransport transport = new LocalTransport(settings);
          Publication publication = transport.publish("s");
          Subscription subscription = transport.subscribe("s");
          offerAll(publication);
          publication.close();
          subscription.close();
        });
    assertFreed(
        () -> {
          try (LocalTransport transport = new LocalTransport(settings)) {
            Publication publication = transport.publish("s");
            Subscription reading = transport.subscribe("s");
            transport.subscribe("s");
            offerAll(publication);
            assertEquals(3, reading.poll(IGNORE, 10));
          }
        });
  }

  @Test
  void longMessagesOnBothSidesOfTheRingsEndAreFreed() {
    assertFreed(
        () -> {
          LocalTransport transport = new LocalTransport(settings.withRingBytes(1 << 10));
          Publication publication = transport.publish("s");
          Subscription subscription = transport.subscribe("s");
          for (int i = 0; i < 62; i++) { // of 64 records that fit before the end
            publication.offer(message, 0, MIB);
            assertEquals(1, subscription.poll(IGNORE, 1));
          }
          for (int i = 0; i < 4; i++) {
            assertTrue(publication.offer(message, 0, MIB) > 0);
          }
          transport.close();
        });
  }

  @Test
  void idleMemoryOfLongMessagesStaysWithinTheLimit() {
    try (LocalTransport transport = new LocalTransport(settings.withRingBytes(1 << 10))) {
      Publication publication = transport.publish("s");
      Subscription subscription = transport.subscribe("s");
      long before = directBytes();
      for (int mebibytes = 1; mebibytes <= 10; mebibytes++) {
        assertTrue(publication.offer(message, 0, mebibytes * MIB) > 0);
        assertEquals(1, subscription.poll(IGNORE, 1));
        long held = directBytes() - before;
        assertTrue(held <= settings.maximumLargeBytes(), () -> held + " bytes are held");
      }
    }
  }

  @Test
  void aHandlerThatClosesFreesAllMemory() {
    assertFreed(
        () -> {
          LocalTransport transport = new LocalTransport(settings);
          Publication publication = transport.publish("s");
          Subscription subscription = transport.subscribe("s");
          offerAll(publication);
          subscription.poll((buffer, offset, length, publisherId) -> transport.close(), 10);
        });
  }

  @Test
  void publishersAndSubscribersThatLeaveGiveTheirMemoryBackAtOnce() {
    try (LocalTransport transport = new LocalTransport(settings)) {
      Subscription subscription = transport.subscribe("s");
      Publication publication = transport.publish("s");
      assertFreed(
          () -> {
            Publication guest = transport.publish("s");
            offerAll(guest);
            guest.close();
            subscription.poll(IGNORE, 10);
          });
      assertFreed(
          () -> {
            Subscription guest = transport.subscribe("s");
            publication.offer(message, 0, 10 * MIB);
            guest.close();
            assertEquals(1, subscription.poll(IGNORE, 10));
          });
    }
  }

  private void offerAll(Publication publication) {
    assertTrue(publication.offer(message, 0, 10 * MIB) > 0);
    assertTrue(publication.offer(message, 0, 5 * MIB) > 0);
    assertTrue(publication.offer(message, 0, 100) > 0);
  }

  /** Garbage of other tests may go meanwhile; a leak of 20 times 4 MiB would show all the same. */
  private static void assertFreed(Runnable use) {
    use.run();
    long before = directBytes();
    for (int i = 0; i < 20; i++) {
      use.run();
    }
    long leaked = directBytes() - before;
    assertTrue(leaked <= 0, () -> leaked + " bytes were not freed");
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
