package dev.rookery.runtime.run;

import dev.rookery.RookeryException;
import dev.rookery.settings.SettingsException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ownership of a run directory by one run. The operating system gives the lock back when the
 * process ends, however it ends. {@code run.lock} is what is locked, {@code run.owner} says who has
 * it.
 */
final class RunLock implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);
  static final String LOCK = "run.lock";
  static final String OWNER = "run.owner";

  /** Tells this process from another with the same number, in another container or earlier. */
  private static final String PROCESS = ProcessHandle.current().pid() + " " + UUID.randomUUID();

  private final Path ownerFile;
  private final String identity;
  private final FileChannel channel;
  private final @Nullable FileLock lock;

  private RunLock(Path ownerFile, String identity, FileChannel channel, @Nullable FileLock lock) {
    this.ownerFile = ownerFile;
    this.identity = identity;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the lock of a directory.
   *
   * <p>One thread of this process at a time: closing a second channel of the same file gives up the
   * lock that the process has through the first (POSIX), so none is opened where this process is
   * the owner.
   *
   * @param takeOver whether to go on without the lock where another process has it: it is about to
   *     lose the directory to this one
   * @throws SettingsException if another run has it, of this process or, unless it is to be taken
   *     over, another
   * @throws IOException if nothing can be written there
   */
  static RunLock acquire(Path directory, boolean takeOver) throws IOException {
    synchronized (RunLock.class) {
      Path ownerFile = directory.resolve(OWNER);
      String owner = read(ownerFile);
      if (owner.equals(identity(directory))) {
        throw inUse(directory, owner);
      }
      FileChannel channel =
          FileChannel.open(
              directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        FileLock lock = lock(channel, directory, owner, takeOver);
        RunLock acquired = new RunLock(ownerFile, identity(directory), channel, lock);
        Files.writeString(ownerFile, acquired.identity);
        return acquired;
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }
  }

  /** Null where there is no lock: the file system has none, or the directory is taken over. */
  private static @Nullable FileLock lock(
      FileChannel channel, Path directory, String owner, boolean takeOver) {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      throw inUse(directory, owner);
    } catch (IOException e) {
      LOG.warn(
          "{} cannot be locked ({}): take care that no other run writes there",
          directory,
          e.getMessage());
      return null;
    }
    if (lock == null && !takeOver) {
      throw inUse(directory, owner);
    }
    if (lock == null) {
      LOG.warn("{} is taken over from another process ({})", directory, owner.split(" ", 2)[0]);
    }
    return lock;
  }

  private static SettingsException inUse(Path directory, String owner) {
    return new SettingsException(
        "%s belongs to a run that is under way%s: wait until it has ended, stop it, or choose another run directory"
            .formatted(
                directory, owner.isEmpty() ? "" : " (process " + owner.split(" ", 2)[0] + ")"));
  }

  private static String identity(Path directory) throws IOException {
    return PROCESS + " " + directory.toRealPath();
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /** Gives the lock back. The file that was locked stays: another may be about to lock it. */
  @Override
  public void close() {
    synchronized (RunLock.class) {
      try {
        if (read(ownerFile).equals(identity)) { // Another may have taken the directory over.
          Files.deleteIfExists(ownerFile);
        }
        if (lock != null) {
          lock.release();
        }
        channel.close();
      } catch (IOException e) {
        throw new RookeryException("cannot give up %s: %s".formatted(ownerFile, e), e);
      }
    }
  }
}
