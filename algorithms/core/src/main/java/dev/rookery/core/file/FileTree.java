package dev.rookery.core.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A file, or a directory with everything in it. */
public final class FileTree {

  private FileTree() {}

  /**
   * Deletes everything, if there is anything. Links are deleted, and what they lead to is not.
   *
   * @throws IOException if something cannot be deleted; other things may be gone by then
   */
  public static void delete(Path top) throws IOException {
    if (Files.isDirectory(top, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> entries = Files.list(top)) {
        for (Path entry : entries.toList()) {
          delete(entry);
        }
      }
    }
    Files.deleteIfExists(top);
  }
}
