package dev.rookery.core.replay;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.experience.SampleBatch;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReplayAllocationTest {

  private static final int ROUNDS = 2000;

  @Test
  void uniformReplayAllocatesNothing() {
    try (var buffer = new UniformReplayBuffer(NumberedRows.SCHEMA, 10_000)) {
      assertNothingIsAllocated(buffer);
    }
  }

  @Test
  void prioritizedReplayAllocatesNothing() {
    try (var buffer = new PrioritizedReplayBuffer(NumberedRows.SCHEMA, 10_000, 0.6, 1e-6)) {
      assertNothingIsAllocated(buffer);
    }
  }

  @Test
  void prioritizedReplayWithInitialPrioritiesAllocatesNothing() {
    try (var buffer =
        new PrioritizedReplayBuffer(
            NumberedRows.SCHEMA, 10_000, null, 0.6, 1e-6, NumberedRows.PRIORITY)) {
      assertNothingIsAllocated(buffer);
    }
  }

  private static void assertNothingIsAllocated(ReplayBuffer buffer) {
    ByteBuffer rows = NumberedRows.rows(0, 64);
    SampleBatch batch = new SampleBatch(NumberedRows.SCHEMA, 128);
    float[] priorities = new float[128];
    SplittableRandom random = new SplittableRandom(1);
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 3; attempt++) { // The first one loads classes and grows arrays.
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < ROUNDS; i++) {
        buffer.insert(rows, 0, 64);
        buffer.sample(batch, random);
        buffer.updatePriorities(batch.keys(), priorities, 128);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertTrue(least < ROUNDS, "%d bytes in %d rounds".formatted(least, ROUNDS));
  }
}
