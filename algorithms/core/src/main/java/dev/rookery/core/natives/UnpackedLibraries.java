package dev.rookery.core.natives;

import dev.rookery.RookeryException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;

/**
 * Copies native libraries out of jars to where they can be loaded from: once for each version, so
 * that processes share the files and leave nothing behind. Any number of processes may do so at a
 * time.
 */
public final class UnpackedLibraries {

  /** The beginning of the names of files that are not whole yet. */
  private static final String PART = ".part";

  private static final Duration ABANDONED = Duration.ofHours(1);

  private UnpackedLibraries() {}

  /** A library in a jar. */
  private record Source(URL url, long bytes, long checksum) {

    static Source of(URL url) throws IOException {
      URLConnection connection = open(url);
      if (connection instanceof JarURLConnection jar) {
        try (var file = jar.getJarFile()) {
          JarEntry entry = file.getJarEntry(jar.getEntryName());
          return new Source(url, entry.getSize(), entry.getCrc());
        }
      }
      try (InputStream in = connection.getInputStream()) {
        CRC32 checksum = new CRC32();
        byte[] content = in.readAllBytes();
        checksum.update(content);
        return new Source(url, content.length, checksum.getValue());
      }
    }

    /** Without a cache, the jar file is closed with the connection. */
    private static URLConnection open(URL url) throws IOException {
      URLConnection connection = url.openConnection();
      connection.setUseCaches(false);
      return connection;
    }

    boolean isAt(Path file) throws IOException {
      return Files.isRegularFile(file) && Files.size(file) == bytes;
    }

    /** Writes aside and moves, so that no other process ever sees a part of it. */
    void copyTo(Path file) throws IOException {
      Path part = Files.createTempFile(file.getParent(), PART, "");
      try (InputStream in = open(url).getInputStream()) {
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        if (!isAt(file)) { // Windows does not replace what another process has just put and loaded.
          throw e;
        }
      } finally {
        Files.deleteIfExists(part);
      }
    }
  }

  /**
   * Makes sure that libraries lie in a directory of their own.
   *
   * @param cache where that directory is
   * @param name the beginning of its name; the rest comes from what the libraries contain
   * @param libraries where they are, by the file's name
   * @return the directory
   * @throws RookeryException if they cannot be written
   */
  public static Path unpack(Path cache, String name, Map<String, URL> libraries) {
    try {
      Map<String, Source> sources = new LinkedHashMap<>();
      CRC32 version = new CRC32();
      for (Map.Entry<String, URL> library : libraries.entrySet()) {
        Source source = Source.of(library.getValue());
        sources.put(library.getKey(), source);
        String identity = library.getKey() + source.bytes() + ":" + source.checksum();
        version.update(identity.getBytes(StandardCharsets.UTF_8));
      }
      Path directory = cache.resolve(name + "-" + Long.toHexString(version.getValue()));
      Files.createDirectories(directory);
      for (Map.Entry<String, Source> source : sources.entrySet()) {
        Path file = directory.resolve(source.getKey());
        if (!source.getValue().isAt(file)) {
          deleteAbandoned(directory, PART);
          source.getValue().copyTo(file);
        }
      }
      return directory;
    } catch (IOException e) {
      throw new RookeryException(
          "cannot unpack native libraries into %s: %s; the environment variable %s names another"
                  .formatted(cache, e, NativeCache.VARIABLE)
              + " directory",
          e);
    }
  }

  /**
   * Deletes what processes left behind that were killed while they unpacked: files and directories
   * of some age.
   *
   * @param directory in which they are, if it exists
   * @param prefix the beginning of their names
   * @throws IOException if they cannot be deleted
   */
  public static void deleteAbandoned(Path directory, String prefix) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    Instant limit = Instant.now().minus(ABANDONED);
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(directory, prefix + "*")) {
      for (Path part : parts) {
        if (lastModified(part).isBefore(limit)) {
          delete(part);
        }
      }
    }
  }

  /** When a file was last modified; now, if another process has just moved it to its place. */
  private static Instant lastModified(Path part) throws IOException {
    try {
      return Files.getLastModifiedTime(part).toInstant();
    } catch (NoSuchFileException e) {
      return Instant.now();
    }
  }

  private static void delete(Path part) throws IOException {
    if (Files.isDirectory(part)) {
      try (DirectoryStream<Path> content = Files.newDirectoryStream(part)) {
        for (Path file : content) {
          delete(file);
        }
      }
    }
    Files.deleteIfExists(part);
  }
}
