package dev.rookery.transport.aeron;

import dev.rookery.RookeryException;
import dev.rookery.settings.SettingsException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.agrona.IoUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the directory of an embedded media driver, and deletes those of dead processes. */
final class DriverDirectory {

  /** The name of the lock that the process of a directory's driver holds. */
  static final String OWNER = "rookery-driver";

  /** How many bytes a driver's own files need, without publications. */
  static final long DRIVER_BYTES = 13L << 20;

  /** For how many publications there must be room at start; each has three terms and a page. */
  private static final int PUBLICATIONS = 8;

  private static final String PREFIX = "rookery-";
  private static final Duration CHANGING = Duration.ofMinutes(1);
  private static final Logger LOGGER = LoggerFactory.getLogger(DriverDirectory.class);

  private DriverDirectory() {}

  /**
   * Makes the directory in which to start a driver: the one of the settings, or a new one.
   *
   * @throws RookeryException if a driver runs there, it cannot be written, or has too little space
   */
  static Path make(AeronTransportSettings settings) {
    Path directory;
    if (settings.directory().isEmpty()) {
      Path base = base();
      clear(base);
      String name = PREFIX + ProcessHandle.current().pid() + "-" + randomName();
      directory = base.resolve(name);
    } else {
      directory = Path.of(settings.directory()).toAbsolutePath();
      if (Files.exists(directory)) {
        checkFree(directory, settings);
      }
    }
    create(directory);
    long needed = DRIVER_BYTES + PUBLICATIONS * publicationBytes(settings.termBytes());
    long there = usableBytes(directory);
    if (there < needed) {
      IoUtil.delete(directory.toFile(), true); // it is empty
      throw tooLittleSpace(directory, there, needed);
    }
    return directory;
  }

  /** How many bytes a publication takes. */
  static long publicationBytes(int termBytes) {
    return 3L * termBytes + 4_096;
  }

  private static Path base() {
    Path memory = Path.of("/dev/shm");
    return Files.isDirectory(memory) && Files.isWritable(memory)
        ? memory
        : Path.of(System.getProperty("java.io.tmpdir"));
  }

  private static String randomName() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  private static void create(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, "rookery", ".try"));
    } catch (IOException | SecurityException e) {
      throw unwritable(directory, e);
    }
  }

  static long usableBytes(Path directory) {
    try {
      return Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      throw new RookeryException(
          "the space left for %s cannot be told (%s)".formatted(directory, e), e);
    }
  }

  static RookeryException tooLittleSpace(Path directory, long there, long needed) {
    return new RookeryException(
        String.format(
                Locale.ROOT,
                "%s has %.1f MiB left for Aeron's files, and %.1f MiB are needed: set transport.directory to a",
                directory,
                mebibytes(there),
                mebibytes(needed))
            + " place with more, or transport.termBytes to less");
  }

  private static double mebibytes(long bytes) {
    return bytes / (double) (1 << 20);
  }

  /** Refuses a directory in which a driver runs; clears one whose driver has died. */
  private static void checkFree(Path directory, AeronTransportSettings settings) {
    RunningDriver driver = RunningDriver.read(directory);
    if (driver == null) {
      checkEmpty(directory); // Aeron deletes what it finds
      return;
    }
    if (!isStale(directory, driver, Math.round(1_000 * settings.livenessSeconds()))) {
      throw new RookeryException(
          "another media driver runs in %s, of process %s: set transport.directory to another, or"
                  .formatted(directory, driver.pid() > 0 ? driver.pid() : "?")
              + " transport.driver to external to share it");
    }
    IoUtil.delete(directory.toFile(), true);
  }

  private static void checkEmpty(Path directory) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      if (files.iterator().hasNext()) {
        throw new SettingsException(
            "%s holds other files: set transport.directory to one that is empty or new"
                .formatted(directory));
      }
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  static RookeryException unwritable(Path directory, Exception cause) {
    return new SettingsException(
        "directory %s for Aeron's files cannot be written (%s): set transport.directory to another"
            .formatted(directory, cause),
        cause);
  }

  private static boolean isStale(Path directory, RunningDriver driver, long livenessMillis) {
    try (DirectoryLock lock = DirectoryLock.tryAcquire(directory, OWNER)) {
      if (lock == null) {
        return false;
      }
      return !driver.isActive(livenessMillis)
          || (!driver.isVisible() && !driver.isActive(RunningDriver.DEAD_AFTER_MILLIS));
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  /** Deletes the directories that killed processes have left in {@code base}. */
  static void clear(Path base) {
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(base, PREFIX + "*-*")) {
      for (Path directory : directories) {
        if (isAbandoned(directory)) {
          LOGGER.info("Deleting {}, left behind by a process that was killed", directory);
          IoUtil.delete(directory.toFile(), true);
        }
      }
    } catch (IOException | RuntimeException e) {
      LOGGER.debug("Cannot clear {}", base, e);
    }
  }

  private static boolean isAbandoned(Path directory) throws IOException {
    if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
      return false;
    }
    // A lock without a holder is being taken or released: it must not be deleted.
    if (!DirectoryLock.hasHolder(directory, OWNER)) {
      Instant changed = Files.getLastModifiedTime(directory).toInstant();
      return changed.plus(CHANGING).isBefore(Instant.now());
    }
    try (DirectoryLock lock = DirectoryLock.tryAcquire(directory, OWNER)) {
      return lock != null;
    }
  }
}
