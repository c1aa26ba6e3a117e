package dev.rookery.core.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

  @TempDir private Path directory;

  @Test
  void aFileIsReplacedAndNothingElseIsLeft() throws IOException {
    Path file = directory.resolve("a");
    WholeFile.write(file, bytes("longer"));
    WholeFile.write(file, bytes("new"));
    assertEquals("new", Files.readString(file));
    assertEquals(List.of(file), entries());
  }

  @Test
  void aWriteThatFailsLeavesTheOldFile() throws IOException {
    Path file = directory.resolve("a");
    WholeFile.write(file, bytes("old"));
    assertThrows(
        IOException.class,
        () ->
            WholeFile.write(
                file,
                channel -> {
                  channel.write(ByteBuffer.wrap(bytes("half")));
                  throw new IOException("no space left");
                }));
    assertEquals("old", Files.readString(file));
    assertEquals(List.of(file), entries());
  }

  @Test
  void whatAKilledWriterLeftIsReplaced() throws IOException {
    Path file = directory.resolve("a");
    Files.writeString(directory.resolve("a" + WholeFile.UNFINISHED), "much longer than the new");
    WholeFile.write(file, bytes("new"));
    assertEquals("new", Files.readString(file));
    assertEquals(List.of(file), entries());
  }

  @Test
  void anInterruptDoesNotStopTheWrite() throws IOException {
    Path file = directory.resolve("a");
    Thread.currentThread().interrupt();
    WholeFile.write(file, bytes("new"));
    assertTrue(Thread.interrupted());
    assertEquals("new", Files.readString(file));
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
