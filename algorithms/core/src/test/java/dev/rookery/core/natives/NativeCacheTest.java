package dev.rookery.core.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NativeCacheTest {

  @TempDir Path directory;
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> variables = new HashMap<>();
  private Path file;

  @BeforeEach
  void describeTheSystem() throws IOException {
    file = Files.writeString(directory.resolve("file"), "no directory");
    properties.put("user.name", "ann");
    properties.put("user.home", Files.createDirectory(directory.resolve("home")).toString());
    properties.put("java.io.tmpdir", Files.createDirectory(directory.resolve("tmp")).toString());
  }

  @Test
  void whatIsNamedComesBeforeTheUsersCachesAndTheTemporaryDirectory() {
    Path temporary = directory.resolve("tmp/rookery-ann");
    Path home = directory.resolve("home/.cache/rookery");
    assertEquals(home, find());
    properties.put("user.home", "?"); // A user whom the system does not know.
    assertEquals(temporary, find());
    properties.put("user.home", file.toString());
    assertEquals(temporary, find());
    variables.put("XDG_CACHE_HOME", "relative");
    assertEquals(temporary, find());
    variables.put("XDG_CACHE_HOME", directory.resolve("xdg").toString());
    assertEquals(directory.resolve("xdg/rookery"), find());
    variables.put(NativeCache.VARIABLE, directory.resolve("variable").toString());
    assertEquals(directory.resolve("variable"), find());
    properties.put(NativeCache.PROPERTY, directory.resolve("property").toString());
    assertEquals(directory.resolve("property"), find());
    assertTrue(Files.isDirectory(directory.resolve("property")));
  }

  @Test
  void whatIsNamedMustBeUsable() {
    variables.put(NativeCache.VARIABLE, file.toString());
    String message = assertThrows(RookeryException.class, this::find).getMessage();
    assertTrue(message.startsWith("cannot write to the cache directory " + file), message);
    assertTrue(message.contains("ROOKERY_CACHE"), message);
  }

  @Test
  void withoutAnyDirectoryTheMessageSaysWhatWasTried() {
    properties.put("user.home", "?");
    properties.put("java.io.tmpdir", file.toString());
    String message = assertThrows(RookeryException.class, this::find).getMessage();
    assertTrue(message.contains("ROOKERY_CACHE"), message);
    assertTrue(message.contains("?/.cache/rookery is not absolute"), message);
    assertTrue(message.contains(file.toString()), message);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void inTheTemporaryDirectoryNobodyElseMayWrite() throws IOException {
    properties.put("user.home", "?");
    Path own = find();
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own)));
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
    String message = assertThrows(RookeryException.class, this::find).getMessage();
    assertTrue(message.contains("with permissions rwxrwxrwx"), message);
    Files.delete(own);
    Path other = Files.createDirectory(directory.resolve("other"));
    Files.createSymbolicLink(own, other);
    assertThrows(RookeryException.class, this::find);
  }

  private Path find() {
    return NativeCache.find(properties::get, variables::get);
  }
}
