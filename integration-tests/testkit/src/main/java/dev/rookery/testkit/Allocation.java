package dev.rookery.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * Measures how much memory code allocates, for tests that a hot path allocates nothing. Only the
 * calling thread counts. The least of several attempts is taken: the first ones load classes, and
 * compiled code may allocate less.
 */
public final class Allocation {

  private static final int ATTEMPTS = 8;
  private static final int RUNS = 3_000;

  private Allocation() {}

  /** Bytes that one run allocates, rounded down. */
  public static long perRun(Runnable work) {
    return perUnit(
        () -> {
          work.run();
          return 1;
        });
  }

  /**
   * Bytes that one unit of work allocates, rounded down.
   *
   * @param work returns how many units it did
   */
  public static long perUnit(LongSupplier work) {
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long units = 0;
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < RUNS; i++) {
        units += work.getAsLong();
      }
      long bytes = threads.getCurrentThreadAllocatedBytes() - before;
      least = Math.min(least, bytes / Math.max(1, units));
    }
    return least;
  }
}
