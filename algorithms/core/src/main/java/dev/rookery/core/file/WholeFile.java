package dev.rookery.core.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file so that it is there as a whole or not at all: beside its place, onto the disk, and
 * then moved there in one step. A reader sees the old file or the new one; a process that is killed
 * leaves the old one, and perhaps a file with {@link #UNFINISHED} after its name, which the next
 * write replaces.
 */
public final class WholeFile {

  /** What stands after the name of a file that is being written. */
  public static final String UNFINISHED = ".unfinished";

  /** What is to be in a file. */
  @FunctionalInterface
  public interface Content {

    /** Writes all of it to an empty file. */
    void writeTo(FileChannel file) throws IOException;
  }

  private WholeFile() {}

  /**
   * Writes a file, or replaces the one of that name. An interrupt of the thread does not stop it,
   * and is there again afterwards.
   *
   * @param file in a directory that exists
   * @throws IOException if it cannot be written; the old file, if there is one, is as it was
   */
  public static void write(Path file, Content content) throws IOException {
    Path target = file.toAbsolutePath();
    Path name = target.getFileName();
    if (name == null) {
      throw new IOException("it is a directory");
    }
    Path unfinished = target.resolveSibling(name + UNFINISHED);
    boolean interrupted = Thread.interrupted(); // Channels would refuse.
    try {
      // Not a temporary file of the JDK's: nobody but its owner could read that.
      try (FileChannel channel =
          FileChannel.open(
              unfinished,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(
          unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncDirectory(target.resolveSibling(""));
    } finally {
      Files.deleteIfExists(unfinished);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Writes bytes as {@link #write(Path, Content)} does.
   *
   * @throws IOException if the file cannot be written; the old one, if there is one, is as it was
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    write(
        file,
        channel -> {
          ByteBuffer rest = ByteBuffer.wrap(bytes);
          while (rest.hasRemaining()) {
            channel.write(rest);
          }
        });
  }

  /** Makes the new name outlast a power failure, where the operating system can. */
  private static void syncDirectory(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no directories. The file itself is on the disk.
    }
  }
}
