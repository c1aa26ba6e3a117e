package dev.rookery.core.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.rookery.RookeryException;
import dev.rookery.SeededRandom;
import dev.rookery.experience.SampleBatch;
import dev.rookery.testkit.checkpoint.MemoryState;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PrefetchingReplayTest {

  private static final int ROWS = 8;

  /** Whatever comes between two calls; rows of a batch that waits may be gone when it comes. */
  @Property(tries = 50)
  void eachCallGetsTheBatchThatTheOneBeforeAskedFor(@ForAll long seed) {
    SampleBatch batch = batch();
    SampleBatch expected = batch();
    SeededRandom random = new SeededRandom(seed);
    SeededRandom same = new SeededRandom(seed);
    SplittableRandom changes = new SplittableRandom(seed);
    int gone = 0;
    try (var ahead = new PrefetchingReplay(buffer(), ROWS);
        var plain = buffer()) {
      ahead.insert(NumberedRows.rows(0, 20), 0, 20);
      plain.insert(NumberedRows.rows(0, 20), 0, 20);
      plain.sample(expected, new SeededRandom(same.nextLong()));
      for (int i = 1; i <= 40; i++) {
        ahead.sample(batch, random);
        assertSame(expected, batch);
        plain.sample(expected, new SeededRandom(same.nextLong()));
        assertEquals(same.state(), random.state(), "the caller's generator is the caller's own");
        int count = changes.nextInt(40);
        float[] priorities = NumberedRows.floats(changes.doubles(ROWS, 0, 9).toArray());
        for (PrioritizedReplay replay : List.of(ahead, plain)) {
          replay.insert(NumberedRows.rows((int) replay.inserted(), count), 0, count);
          replay.updatePriorities(batch.keys(), priorities, ROWS);
          replay.trim(i);
          replay.beta(1.0 / i);
        }
        long oldest = plain.inserted() - plain.size();
        gone += LongStream.of(expected.keys()).anyMatch(key -> key < oldest) ? 1 : 0;
      }
    }
    assertTrue(gone > 5, "rows were replaced while they waited %d times".formatted(gone));
  }

  /** However long draws take, and whatever comes between: the same calls give the same batches. */
  @Property(tries = 20)
  void theOrderOfCallsDecidesWhatIsDrawn(
      @ForAll @IntRange(min = 1, max = 300) int delayMicros, @ForAll long seed) {
    List<long[]> quick = calls(new PrefetchingReplay(buffer(), ROWS), seed);
    PrioritizedReplay slow = new Interrupted(() -> LockSupport.parkNanos(delayMicros * 1000L));
    assertArrayEquals(quick.toArray(), calls(new PrefetchingReplay(slow, ROWS), seed).toArray());
  }

  private static List<long[]> calls(PrefetchingReplay replay, long seed) {
    SeededRandom random = new SeededRandom(seed);
    SampleBatch batch = batch();
    List<long[]> keys = new ArrayList<>();
    try (replay) {
      replay.insert(NumberedRows.rows(0, 10), 0, 10);
      for (int i = 1; i <= 30; i++) {
        replay.sample(batch, random);
        keys.add(batch.keys().clone());
        if (i % 3 == 0) {
          replay.insert(NumberedRows.rows(i, 7), 0, 7);
        }
        float[] priorities = new float[ROWS];
        for (int j = 0; j < ROWS; j++) {
          priorities[j] = random.nextInt(1, 100);
        }
        replay.updatePriorities(batch.keys(), priorities, ROWS);
        replay.trim(i);
        replay.beta(random.nextDouble());
      }
    }
    return keys;
  }

  @Test
  void onlyBatchesHandedOutAreCounted() {
    SampleBatch batch = batch();
    try (var replay = new PrefetchingReplay(buffer(), ROWS)) {
      replay.insert(NumberedRows.rows(0, 20), 0, 20);
      assertEquals(0, replay.sampled());
      for (int i = 1; i <= 3; i++) {
        replay.sample(batch, new SeededRandom(i));
        assertEquals((long) i * ROWS, replay.sampled());
      }
      assertEquals(20, replay.inserted());
      assertEquals(20, replay.size());
    }
  }

  @Test
  void aLoadedReplayGoesOnAsTheSavedOneWouldHave() {
    MemoryState state = new MemoryState();
    SampleBatch batch = batch();
    SampleBatch again = batch();
    try (var replay = new PrefetchingReplay(buffer(), ROWS);
        var loaded = new PrefetchingReplay(buffer(), ROWS)) {
      replay.insert(NumberedRows.rows(0, 20), 0, 20);
      for (int i = 0; i < 3; i++) {
        replay.sample(batch, new SeededRandom(i));
      }
      replay.insert(NumberedRows.rows(20, 9), 0, 9);
      replay.save(state);
      loaded.insert(NumberedRows.rows(0, 5), 0, 5);
      loaded.sample(again, new SeededRandom(9));
      loaded.load(state);
      assertEquals(replay.sampled(), loaded.sampled());
      for (int i = 0; i < 3; i++) {
        replay.sample(batch, new SeededRandom(10 + i));
        loaded.sample(again, new SeededRandom(10 + i));
        assertSame(batch, again);
      }
    }
  }

  @Test
  void aDrawThatFailsFailsTheLearner() {
    SampleBatch batch = batch();
    try (var replay =
        new PrefetchingReplay(
            new Interrupted(
                () -> {
                  throw new IllegalStateException("out of rows");
                }),
            ROWS)) {
      replay.insert(NumberedRows.rows(0, 20), 0, 20);
      RookeryException e =
          assertThrows(RookeryException.class, () -> replay.sample(batch, new SeededRandom(1)));
      assertTrue(e.getMessage().contains("out of rows"), e.getMessage());
      assertThrows(RookeryException.class, () -> replay.insert(NumberedRows.rows(0, 1), 0, 1));
    }
  }

  @Test
  void closingEndsTheThreadAfterADrawUnderWay() {
    List<Thread> helpers = new ArrayList<>();
    var replay =
        new PrefetchingReplay(
            new Interrupted(
                () -> {
                  helpers.add(Thread.currentThread());
                  LockSupport.parkNanos(20_000_000);
                }),
            ROWS);
    replay.insert(NumberedRows.rows(0, 20), 0, 20);
    replay.sample(batch(), new SeededRandom(1));
    Thread.currentThread().interrupt();
    replay.close();
    assertTrue(Thread.interrupted(), "an interrupt is kept for who asks for it");
    assertNotEquals(Thread.currentThread(), helpers.get(0));
    assertFalse(helpers.get(0).isAlive());
    replay.close();
  }

  @Test
  void wrongUseIsRefused() {
    try (var replay = new PrefetchingReplay(buffer(), ROWS)) {
      assertThrows(IllegalStateException.class, () -> replay.sample(batch(), new SeededRandom(1)));
      replay.insert(NumberedRows.rows(0, 1), 0, 1);
      assertThrows(
          IllegalArgumentException.class,
          () -> replay.sample(new SampleBatch(NumberedRows.SCHEMA, 3), new SeededRandom(1)));
    }
  }

  @Test
  void nothingIsAllocated() {
    SampleBatch batch = batch();
    SeededRandom random = new SeededRandom(1);
    float[] priorities = new float[ROWS];
    var rows = NumberedRows.rows(0, 4);
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    List<Thread> helpers = new ArrayList<>();
    Consumer<Thread> seen =
        thread -> {
          if (helpers.isEmpty()) {
            helpers.add(thread);
          }
        };
    try (var replay =
        new PrefetchingReplay(new Interrupted(() -> seen.accept(Thread.currentThread())), ROWS)) {
      long least = Long.MAX_VALUE;
      for (int attempt = 0; attempt < 4; attempt++) {
        long before = helpers.isEmpty() ? 0 : allocated(threads, helpers.get(0));
        for (int i = 0; i < 1000; i++) {
          replay.insert(rows, 0, 4);
          replay.sample(batch, random);
          replay.updatePriorities(batch.keys(), priorities, ROWS);
          replay.trim(i);
        }
        least = Math.min(least, allocated(threads, helpers.get(0)) - before);
      }
      assertTrue(least < 1000, least + " bytes in 1000 rounds");
    }
  }

  private static long allocated(ThreadMXBean threads, Thread helper) {
    return threads.getCurrentThreadAllocatedBytes()
        + threads.getThreadAllocatedBytes(helper.getId());
  }

  private static void assertSame(SampleBatch expected, SampleBatch actual) {
    assertArrayEquals(expected.keys(), actual.keys());
    assertArrayEquals(expected.probabilities(), actual.probabilities());
    assertArrayEquals(expected.weights(), actual.weights());
    for (int i = 0; i < expected.schema().columns().size(); i++) {
      assertEquals(expected.column(i), actual.column(i));
    }
  }

  private static SampleBatch batch() {
    return new SampleBatch(NumberedRows.SCHEMA, ROWS);
  }

  private static PrioritizedReplayBuffer buffer() {
    return new PrioritizedReplayBuffer(
        NumberedRows.SCHEMA, 64, new SoftCapacity(40, 5), 0.6, 1e-6, null);
  }

  /** The real replay, where something else happens first in every draw. */
  private static final class Interrupted extends ForwardingReplay {

    private final Runnable first;

    private Interrupted(Runnable first) {
      super(buffer());
      this.first = first;
    }

    @Override
    public void sample(SampleBatch batch, RandomGenerator random) {
      first.run();
      super.sample(batch, random);
    }
  }
}
