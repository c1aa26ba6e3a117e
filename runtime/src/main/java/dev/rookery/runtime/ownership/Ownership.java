package dev.rookery.runtime.ownership;

import dev.rookery.core.file.FileTree;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One owner's right to write into a run directory. Locks of files do not hold on every network file
 * system, and a process that was cut off from its engine may go on while another takes its place;
 * so the right is not asked for once, but is needed for every write.
 *
 * <p>Owners are numbered. A claim makes {@code owner-<n>}, which nobody else can make, and a work
 * directory {@code .owner-<n>}. A file is written there and then moved to its place; one that is to
 * be deleted is moved there first. The next owner removes the work directory of the one before, and
 * from then on each of that one's moves fails, however long it was paused between looking and
 * moving. It is told so by a {@link SupersededException}. A file that grows is begun anew by each
 * owner, as a copy of what it keeps: what an earlier owner still adds goes into a file that has no
 * name any more.
 *
 * <p>Thread-safe.
 */
public final class Ownership implements AutoCloseable {

  /** What one writes into a file. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes a whole file.
     *
     * @param file does not exist yet
     */
    void writeTo(Path file) throws IOException;
  }

  private static final Pattern CLAIM = Pattern.compile("owner-(\\d{1,18})");
  private static final int ATTEMPTS = 100;
  private static final long PAUSE_NANOS = 10_000_000L;

  /** The owners of this process, by the absolute path of what they own. */
  private static final Map<Path, Ownership> HERE = new ConcurrentHashMap<>();

  private final Path directory;
  private final long epoch;
  private final Path work;

  /** Whether an earlier owner had not ended in order, and may still believe that it is one. */
  private volatile boolean superseding;

  private Ownership(Path directory, long epoch, Path work) {
    this.directory = directory;
    this.epoch = epoch;
    this.work = work;
  }

  /**
   * Takes a directory over from whoever has it.
   *
   * @param directory an absolute path
   * @throws IOException if nothing can be written there
   */
  public static Ownership claim(Path directory) throws IOException {
    Ownership owner = null;
    for (int attempt = 0; owner == null; attempt++) {
      owner = tryToClaim(directory, newest(directory) + 1, attempt < ATTEMPTS);
    }
    for (Path each : list(directory)) {
      String name = each.getFileName().toString();
      long earlier = name.startsWith(".") ? number(name.substring(1)) : 0;
      if (earlier > 0 && earlier < owner.epoch) {
        owner.superseding = true;
        removeWork(each);
      }
    }
    HERE.put(directory, owner);
    return owner;
  }

  private static @Nullable Ownership tryToClaim(Path directory, long epoch, boolean mayTryAgain)
      throws IOException {
    try {
      Files.writeString(
          directory.resolve("owner-" + epoch),
          "%s, since %s%n".formatted(ManagementFactory.getRuntimeMXBean().getName(), Instant.now()),
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      if (mayTryAgain) {
        return null;
      }
      throw e;
    }
    Path work = directory.resolve(".owner-" + epoch);
    Files.createDirectory(work);
    Ownership owner = new Ownership(directory, epoch, work);
    owner.checkOwned(); // The next may have looked for the work directory before it was there.
    return owner;
  }

  /** The earlier owner may be about to make a file in it. */
  private static void removeWork(Path work) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        FileTree.delete(work);
        return;
      } catch (DirectoryNotEmptyException | NoSuchFileException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /**
   * Writes a file as the owner in this process of the directory that it is in; where there is none,
   * as anybody may.
   *
   * @param file in a directory that exists; one of that name is replaced
   * @throws SupersededException if the directory has another owner now; the file is as it was
   * @throws IOException if it cannot be written; the file is as it was
   */
  public static void write(Path file, Content content) throws IOException {
    Ownership owner = of(file);
    if (owner == null) {
      content.writeTo(file);
    } else {
      owner.writeOwned(file, content);
    }
  }

  /**
   * Deletes a file, if there is one, as {@link #write} writes one.
   *
   * @throws SupersededException if the directory has another owner now; the file stays
   * @throws IOException if it cannot be deleted
   */
  public static void delete(Path file) throws IOException {
    Ownership owner = of(file);
    if (owner == null) {
      Files.deleteIfExists(file);
    } else {
      owner.deleteOwned(file);
    }
  }

  /**
   * Cuts a file off from whoever has it open: it becomes a copy of itself. What an earlier owner
   * still adds is lost.
   *
   * @throws SupersededException if the directory has another owner now
   * @throws IOException if it cannot be copied
   */
  public static void detach(Path file) throws IOException {
    Ownership owner = of(file);
    if (owner != null) {
      owner.writeOwned(file, copy -> Files.copy(file, copy));
    }
  }

  private static @Nullable Ownership of(Path file) {
    for (Path each = file.toAbsolutePath().normalize(); each != null; each = each.getParent()) {
      Ownership owner = HERE.get(each);
      if (owner != null) {
        return owner;
      }
    }
    return null;
  }

  /** Writes a file of the directory. */
  void writeOwned(Path file, Content content) throws IOException {
    Path staged = work.resolve(file.getFileName());
    try {
      content.writeTo(staged);
      Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      sync(file.toAbsolutePath().getParent());
    } catch (IOException | RuntimeException e) {
      checkOwned(e);
      throw e;
    } finally {
      if (Files.exists(work)) {
        Files.deleteIfExists(staged);
      }
    }
  }

  /** Deletes a file of the directory. */
  void deleteOwned(Path file) throws IOException {
    Path doomed = work.resolve(file.getFileName() + ".deleted");
    try {
      Files.move(file, doomed, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      checkOwned(e);
      return; // It was gone already.
    } catch (IOException e) {
      checkOwned(e);
      throw e;
    }
    Files.deleteIfExists(doomed);
  }

  private void checkOwned(Exception cause) throws IOException {
    try {
      checkOwned();
    } catch (SupersededException e) {
      e.addSuppressed(cause);
      throw e;
    }
  }

  /**
   * Looks for a newer owner.
   *
   * @throws SupersededException if there is one
   * @throws IOException if that cannot be known now
   */
  public void checkOwned() throws IOException {
    long newest = newest(directory);
    if (newest > epoch) {
      throw new SupersededException(directory, epoch, newest);
    }
  }

  /** Which owner of the directory this is, from 1. */
  public long epoch() {
    return epoch;
  }

  /** Makes the new name outlast a power failure, where the operating system can. */
  private static void sync(@Nullable Path folder) {
    if (folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (IOException e) {
        // Windows opens no directories. The file itself is on the disk.
      }
    }
  }

  /** The number of the latest claim; 0 if there is none. */
  private static long newest(Path directory) throws IOException {
    return list(directory).stream()
        .mapToLong(file -> number(file.getFileName().toString()))
        .max()
        .orElse(0);
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private static long number(String name) {
    Matcher claim = CLAIM.matcher(name);
    return claim.matches() ? Long.parseLong(claim.group(1)) : 0;
  }

  /**
   * Gives the right up as if it had never been claimed, where nothing was written by it. The claim
   * stays where an earlier owner may look for it: its work directory is gone, and it has to end.
   */
  public void withdraw() throws IOException {
    close();
    if (!superseding) {
      Files.deleteIfExists(directory.resolve("owner-" + epoch));
    }
  }

  /** Gives the right up. The claim stays, so that its number is never used again. */
  @Override
  public void close() throws IOException {
    HERE.remove(directory, this);
    if (Files.exists(work)) {
      FileTree.delete(work);
    }
  }
}
