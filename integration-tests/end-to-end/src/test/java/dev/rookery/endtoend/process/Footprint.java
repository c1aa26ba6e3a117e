package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What processes hold: memory, and files of the transport, which are memory too. */
final class Footprint {

  private static final int SECONDS = 30;

  private Footprint() {}

  /** Memory of a process that is in use, in bytes. */
  static long residentBytes(long pid) {
    Path status = Path.of("/proc/%d/status".formatted(pid));
    try {
      return kibibytes(Files.exists(status) ? fromStatus(status) : fromPs(pid)) << 10;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static long kibibytes(String text) {
    return Long.parseLong(text.replaceAll("[^0-9]", ""));
  }

  /** Linux has a line such as {@code VmRSS: 1234 kB}. */
  private static String fromStatus(Path status) throws IOException {
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .findFirst()
        .orElseThrow();
  }

  private static String fromPs(long pid) throws IOException, InterruptedException {
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
    String answer = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!ps.waitFor(SECONDS, TimeUnit.SECONDS)) {
      ps.destroyForcibly();
    }
    assertEquals(0, ps.exitValue(), "there is no process " + pid);
    return answer;
  }

  /** Where media drivers have their directories. */
  static Path memory() {
    Path memory = Path.of("/dev/shm");
    return Files.isDirectory(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** Directories of media drivers that a process has started. */
  static List<Path> driverDirectories(long pid) {
    try (Stream<Path> all = Files.list(memory())) {
      return all.filter(path -> path.getFileName().toString().startsWith("rookery-" + pid + "-"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes of all files of the media drivers that a process has started. */
  static long driverBytes(long pid) {
    return driverDirectories(pid).stream().mapToLong(Footprint::bytes).sum();
  }

  private static long bytes(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.mapToLong(Footprint::length).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files may go at any time. */
  private static long length(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
