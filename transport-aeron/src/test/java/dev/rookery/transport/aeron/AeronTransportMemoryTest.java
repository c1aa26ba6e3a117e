package dev.rookery.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What memory the transport takes, and when it gives it back. */
@Timeout(120)
class AeronTransportMemoryTest {

  private static final int MIB = 1 << 20;
  private static final MessageHandler IGNORE = (buffer, offset, length, publisherId) -> {};

  private final ByteBuffer message = ByteBuffer.allocateDirect(10 * MIB);

  @Test
  void offersAndPollsAllocateNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    try (AeronTransport transport = AeronTransport.create(AeronTransportSettings.defaults())) {
      Publication publication = transport.publish("s");
      Subscription subscription = transport.subscribe("s");
      exchange(publication, subscription, 50_000); // warm
      long before = threads.getThreadAllocatedBytes(self);
      int count = 100_000;
      exchange(publication, subscription, count);
      long allocated = threads.getThreadAllocatedBytes(self) - before;
      assertTrue(
          allocated < count / 100, () -> allocated + " bytes for %d messages".formatted(count));
    }
  }

  /** One message at a time, some of them cut into pieces and some into packets. */
  private void exchange(Publication publication, Subscription subscription, int count) {
    for (int i = 0; i < count; i++) {
      int length = i % 1_000 == 0 ? 300_000 + i % 1_000 : i % 100 == 0 ? 70_000 : i % 2_000;
      while (publication.offer(message, 0, length) < 0) {
        subscription.poll(IGNORE, 10);
        Thread.onSpinWait();
      }
      while (subscription.poll(IGNORE, 10) == 0) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void openingAndClosingAgainAndAgainLeavesNoMemoryAndNoFiles() {
    openAndClose();
    long before = usedBytes();
    Path directory = Path.of("");
    for (int i = 0; i < 5; i++) {
      directory = openAndClose();
    }
    // The driver leaves buffers of its sockets to the garbage collector.
    Waiting.until(
        "memory to be freed",
        () -> {
          System.gc();
          return usedBytes() <= before;
        });
    assertTrue(Files.notExists(directory));
  }

  /** Closes while messages are underway, some of them long. */
  private Path openAndClose() {
    try (AeronTransport creator = AeronTransport.create(AeronTransportSettings.defaults());
        AeronTransport member = AeronTransport.join(Invitations.accept(creator))) {
      Publication publication = member.publish("s");
      Subscription subscription = creator.subscribe("s");
      while (publication.offer(message, 0, 100) < 0) {
        Thread.onSpinWait();
      }
      assertTrue(publication.offer(message, 0, 10 * MIB) >= 0);
      while (subscription.poll(IGNORE, 1) == 0) {
        Thread.onSpinWait();
      }
      subscription.poll(IGNORE, 1); // begins to put the long one together
      return Invitations.directory(creator);
    }
  }

  @Test
  void publishersThatLeaveGiveTheirMemoryBack() {
    try (AeronTransport transport = AeronTransport.create(AeronTransportSettings.defaults())) {
      Subscription subscription = transport.subscribe("s");
      comeAndGo(transport, subscription);
      long before = directBytes();
      for (int i = 0; i < 10; i++) {
        comeAndGo(transport, subscription);
      }
      long leaked = directBytes() - before;
      assertTrue(leaked <= 0, () -> leaked + " bytes were not freed");
    }
  }

  private void comeAndGo(AeronTransport transport, Subscription subscription) {
    Publication publication = transport.publish("s");
    while (publication.offer(message, 0, 5 * MIB) < 0) {
      subscription.poll(IGNORE, 1);
    }
    publication.close(); // what was taken still arrives
    int got = 0;
    while (got == 0 || subscription.publishers() > 0) {
      got += subscription.poll(IGNORE, 1);
    }
    assertEquals(1, got);
  }

  private static long usedBytes() {
    return directBytes() + bytes("mapped");
  }

  private static long directBytes() {
    return bytes("direct");
  }

  private static long bytes(String kind) {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals(kind))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
