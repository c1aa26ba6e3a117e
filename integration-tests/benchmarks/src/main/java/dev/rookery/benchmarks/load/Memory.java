package dev.rookery.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What processes have resident; Linux only. */
final class Memory {

  private Memory() {}

  /**
   * What there is at one time.
   *
   * @param learnerMegabytes of this process; NaN where it cannot be had
   * @param actorsMegabytes of the processes of actors together
   */
  record Use(double learnerMegabytes, double actorsMegabytes) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "learner %.0f MB, actors %.0f MB", learnerMegabytes, actorsMegabytes);
    }
  }

  static Use of(List<Process> actors) {
    return new Use(
        megabytes(ProcessHandle.current().pid()),
        actors.stream().mapToDouble(process -> megabytes(process.pid())).sum());
  }

  private static double megabytes(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        }
      }
      return Double.NaN;
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
