package dev.rookery.core.natives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedLibrariesTest {

  private static final FileTime LONG_AGO = FileTime.from(Instant.EPOCH);

  @TempDir Path directory;

  @Test
  void librariesAreUnpackedOnceForEachVersion() throws IOException {
    Map<String, URL> first = jar("first.jar", "one", "two");
    Path unpacked = UnpackedLibraries.unpack(directory, "lib", first);
    assertEquals("one", Files.readString(unpacked.resolve("a.so")));
    assertEquals("two", Files.readString(unpacked.resolve("b.so")));
    Files.setLastModifiedTime(unpacked.resolve("a.so"), LONG_AGO);
    assertEquals(unpacked, UnpackedLibraries.unpack(directory, "lib", first));
    assertEquals(LONG_AGO, Files.getLastModifiedTime(unpacked.resolve("a.so")));
    Path other = UnpackedLibraries.unpack(directory, "lib", jar("second.jar", "one", "2"));
    assertNotEquals(unpacked, other);
    assertEquals("2", Files.readString(other.resolve("b.so")));
  }

  @Test
  void aFileThatIsNotWholeIsWrittenAgain() throws IOException {
    Map<String, URL> libraries = jar("lib.jar", "one", "two");
    Path unpacked = UnpackedLibraries.unpack(directory, "lib", libraries);
    Files.writeString(unpacked.resolve("a.so"), "on");
    Files.delete(unpacked.resolve("b.so"));
    UnpackedLibraries.unpack(directory, "lib", libraries);
    assertEquals("one", Files.readString(unpacked.resolve("a.so")));
    assertEquals("two", Files.readString(unpacked.resolve("b.so")));
  }

  @Test
  void whatKilledProcessesLeftIsDeletedButNotWhatOthersWrite() throws IOException {
    Map<String, URL> libraries = jar("lib.jar", "one", "two");
    Path unpacked = UnpackedLibraries.unpack(directory, "lib", libraries);
    Path old = Files.createFile(unpacked.resolve(".part1"));
    Path current = Files.createFile(unpacked.resolve(".part2"));
    Files.setLastModifiedTime(old, LONG_AGO);
    Files.delete(unpacked.resolve("a.so"));
    UnpackedLibraries.unpack(directory, "lib", libraries);
    assertTrue(Files.notExists(old));
    assertTrue(Files.exists(current));
  }

  @Test
  void manyAtOnceLeaveWholeFilesAndNothingElse() throws Exception {
    String large = "x".repeat(1 << 20);
    Map<String, URL> libraries = jar("lib.jar", large, "two");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<Path> unpack = () -> UnpackedLibraries.unpack(directory, "lib", libraries);
      List<Callable<Path>> all = new ArrayList<>(java.util.Collections.nCopies(8, unpack));
      Path unpacked = unpack.call();
      Files.delete(unpacked.resolve("a.so"));
      for (Future<Path> done : threads.invokeAll(all)) {
        assertEquals(unpacked, done.get());
      }
      assertArrayEquals(large.getBytes(), Files.readAllBytes(unpacked.resolve("a.so")));
      try (Stream<Path> files = Files.list(unpacked)) {
        assertEquals(2, files.count());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void librariesOutsideAJarAreCopiedToo() throws IOException {
    Path file = Files.writeString(directory.resolve("c.so"), "three");
    Path unpacked =
        UnpackedLibraries.unpack(directory, "lib", Map.of("c.so", file.toUri().toURL()));
    assertEquals("three", Files.readString(unpacked.resolve("c.so")));
  }

  private Map<String, URL> jar(String name, String a, String b) throws IOException {
    Path jar = directory.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("natives/a.so"));
      out.write(a.getBytes());
      out.putNextEntry(new JarEntry("natives/b.so"));
      out.write(b.getBytes());
    }
    String base = "jar:" + jar.toUri() + "!/natives/";
    return new java.util.TreeMap<>(
        Map.of(
            "a.so", URI.create(base + "a.so").toURL(), "b.so", URI.create(base + "b.so").toURL()));
  }
}
