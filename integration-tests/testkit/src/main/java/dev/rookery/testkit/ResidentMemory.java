package dev.rookery.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process holds of the machine's memory, on Linux. */
public final class ResidentMemory {

  private static final Path STATUS = Path.of("/proc/self/statm");
  private static final long PAGE_BYTES = 4096;
  private static final int WINDOWS = 3;

  private ResidentMemory() {}

  /**
   * Asserts that repetitions of something leave nothing behind, neither on the heap nor outside.
   * Skips the test where the operating system does not say what a process holds.
   *
   * <p>It is measured {@value #WINDOWS} times, and every time must be below the limit: memory of
   * earlier tests that is given back meanwhile could hide what one of them leaves.
   *
   * @param repetitions before the first measurement, and in each
   * @param limitBytes how much the process may grow in each: less than what a defect would leave
   */
  public static void assertFlat(int repetitions, long limitBytes, Runnable step) {
    assumeTrue(Files.exists(STATUS));
    repeat(repetitions, step);
    for (int window = 0; window < WINDOWS; window++) {
      long before = bytes();
      repeat(repetitions, step);
      long grown = bytes() - before;
      assertTrue(grown < limitBytes, "grew by %s bytes".formatted(grown));
    }
  }

  private static void repeat(int times, Runnable step) {
    for (int i = 0; i < times; i++) {
      step.run();
    }
  }

  private static long bytes() {
    System.gc();
    try {
      return PAGE_BYTES * Long.parseLong(Files.readString(STATUS).split(" ", -1)[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
