package dev.rookery.transport.aeron;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a directory, which the operating system releases when the process that holds it dies. A
 * second file names that process.
 */
final class DirectoryLock implements AutoCloseable {

  /** Differs for processes with the same number, in another container or earlier. */
  private static final String PROCESS = ProcessHandle.current().pid() + " " + UUID.randomUUID();

  private final Path holderFile;
  private final FileChannel channel;
  private final FileLock lock;

  private DirectoryLock(Path holderFile, FileChannel channel, FileLock lock) {
    this.holderFile = holderFile;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the lock of a name in a directory.
   *
   * @return the lock, or null if a process holds it
   */
  @SuppressWarnings("resource") // The lock keeps the channel.
  static @Nullable DirectoryLock tryAcquire(Path directory, String name) throws IOException {
    Path holderFile = holderFile(directory, name);
    // Closing a second channel of the same file would give up this process's own lock.
    if (read(holderFile).equals(PROCESS)) {
      return null;
    }
    FileChannel channel =
        FileChannel.open(
            directory.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
      if (lock != null) {
        Files.writeString(holderFile, PROCESS);
        return new DirectoryLock(holderFile, channel, lock);
      }
      return null;
    } catch (OverlappingFileLockException e) {
      return null;
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
  }

  /** The number of the process that holds, or last held, a lock; a question mark if unknown. */
  static String holder(Path directory, String name) {
    String holder = read(holderFile(directory, name));
    return holder.isEmpty() ? "?" : holder.split(" ", 2)[0];
  }

  /** Whether a process holds a lock of that name, or held it when it died. */
  static boolean hasHolder(Path directory, String name) {
    return Files.exists(holderFile(directory, name));
  }

  private static Path holderFile(Path directory, String name) {
    return directory.resolve(name + ".holder");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(holderFile);
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot give back " + holderFile, e);
    }
  }
}
