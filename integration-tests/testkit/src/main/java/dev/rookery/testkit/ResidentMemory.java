package dev.rookery.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** What this process holds of the machine's memory, on Linux. */
public final class ResidentMemory {

  private static final Path STATUS = Path.of("/proc/self/statm");
  private static final long PAGE_BYTES = 4096;
  private static final int WINDOWS = 5;
  private static final long SETTLING_NANOS = 500_000_000;

  private ResidentMemory() {}

  /**
   * Asserts that repetitions of something leave nothing behind, neither on the heap nor outside.
   * Skips the test where the operating system does not say what a process holds.
   *
   * <p>It is measured {@value #WINDOWS} times, and the median must be below the limit: what is left
   * behind is so in each of them, while the heap grows in one, and memory of earlier tests is given
   * back in one.
   *
   * @param repetitions before the first measurement, and in each
   * @param limitBytes how much the process may grow in each: less than what a defect would leave
   */
  public static void assertFlat(int repetitions, long limitBytes, Runnable step) {
    assumeTrue(Files.exists(STATUS));
    repeat(repetitions, step);
    long[] growths = new long[WINDOWS];
    for (int window = 0; window < WINDOWS; window++) {
      long before = settled();
      repeat(repetitions, step);
      growths[window] = settled() - before;
    }
    Arrays.sort(growths);
    assertTrue(
        growths[WINDOWS / 2] < limitBytes, () -> "grew by " + Arrays.toString(growths) + " bytes");
  }

  private static void repeat(int times, Runnable step) {
    for (int i = 0; i < times; i++) {
      step.run();
    }
  }

  /** What is held once the heap has given back what it does not need, soon after a collection. */
  private static long settled() {
    System.gc();
    LockSupport.parkNanos(SETTLING_NANOS);
    try {
      return PAGE_BYTES * Long.parseLong(Files.readString(STATUS).split(" ", -1)[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
