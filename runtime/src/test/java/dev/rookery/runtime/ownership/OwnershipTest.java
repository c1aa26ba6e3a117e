package dev.rookery.runtime.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two owners of a directory whose lock does not keep the second out. */
class OwnershipTest {

  @TempDir Path directory;

  @Test
  void ownersAreNumberedAndANumberIsNeverUsedTwice() throws IOException {
    try (Ownership first = Ownership.claim(directory)) {
      assertEquals(1, first.epoch());
    }
    try (Ownership second = Ownership.claim(directory)) {
      assertEquals(2, second.epoch());
    }
    assertEquals(List.of("owner-1", "owner-2"), names());
  }

  @Test
  void whoHasWrittenNothingCanWithdraw() throws IOException {
    Ownership.claim(directory).close();
    Ownership.claim(directory).withdraw();
    assertEquals(List.of("owner-1"), names());
  }

  /** The earlier one's work directory is gone: it must see why. */
  @Test
  void whoHasTakenOverAndWithdrawsEndsTheEarlierOneAllTheSame() throws IOException {
    Ownership earlier = Ownership.claim(directory);
    Ownership.claim(directory).withdraw();
    assertThrows(SupersededException.class, earlier::checkOwned);
    Path file = directory.resolve("file");
    assertThrows(
        SupersededException.class,
        () -> earlier.writeOwned(file, staged -> Files.writeString(staged, "late")));
    assertFalse(Files.exists(file));
  }

  @Test
  void anOwnerWritesAndDeletes() throws IOException {
    Path file = directory.resolve("file");
    try (Ownership owner = Ownership.claim(directory)) {
      Ownership.write(file, staged -> Files.writeString(staged, "old"));
      Ownership.write(file, staged -> Files.writeString(staged, "new"));
      assertEquals("new", Files.readString(file));
      Ownership.delete(file);
      Ownership.delete(file);
      owner.checkOwned();
    }
    assertEquals(List.of("owner-1"), names());
  }

  @Test
  void whatNobodyOwnsAnybodyWrites() throws IOException {
    Path file = directory.resolve("file");
    Ownership.write(file, staged -> Files.writeString(staged, "text"));
    assertEquals("text", Files.readString(file));
    Ownership.delete(file);
    assertFalse(Files.exists(file));
  }

  /** It has looked, and is paused: then comes the next, and then it writes. */
  @Test
  void whoIsPausedBeforeAWriteWritesNothing() throws IOException {
    Path file = directory.resolve("file");
    Files.writeString(file, "of the next");
    Ownership paused = Ownership.claim(directory);
    paused.checkOwned();
    SupersededException e =
        assertThrows(
            SupersededException.class,
            () ->
                paused.writeOwned(
                    file,
                    staged -> {
                      Files.writeString(staged, "late");
                      Ownership.claim(directory);
                    }));
    assertTrue(e.getMessage().contains("owner-2"), e.getMessage());
    assertEquals("of the next", Files.readString(file));
    assertThrows(SupersededException.class, paused::checkOwned);
  }

  @Test
  void whoIsPausedBeforeADeletionDeletesNothing() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "text");
    Ownership paused = Ownership.claim(directory);
    paused.checkOwned();
    Ownership.claim(directory);
    assertThrows(SupersededException.class, () -> paused.deleteOwned(file));
    assertEquals("text", Files.readString(file));
  }

  @Test
  void whoIsSupersededLeavesTheNextAlone() throws IOException {
    Ownership paused = Ownership.claim(directory);
    Ownership next = Ownership.claim(directory);
    paused.close();
    Path file = directory.resolve("file");
    next.writeOwned(file, staged -> Files.writeString(staged, "text"));
    Ownership.write(file, staged -> Files.writeString(staged, "of its process too"));
    assertEquals("of its process too", Files.readString(file));
    next.close();
  }

  @Test
  void aFileIsCutOffFromWhoHasItOpen() throws IOException {
    Path file = directory.resolve("file");
    Ownership.claim(directory);
    try (var out = Files.newOutputStream(file)) {
      out.write("before ".getBytes(StandardCharsets.UTF_8));
      Ownership.detach(file);
      out.write("late".getBytes(StandardCharsets.UTF_8));
    }
    assertEquals("before ", Files.readString(file));
  }

  /** Whoever is told that it owns the directory has a number of its own; the last one owns it. */
  @Test
  void claimsAtTheSameTimeGetDifferentNumbers() throws IOException {
    List<Ownership> owners =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(i -> claimed())
            .flatMap(Optional::stream)
            .toList();
    assertEquals(owners.size(), owners.stream().map(Ownership::epoch).distinct().count());
    Path file = directory.resolve("file");
    long last = owners.stream().mapToLong(Ownership::epoch).max().orElseThrow();
    for (Ownership owner : owners) {
      if (owner.epoch() < last) {
        assertThrows(
            SupersededException.class,
            () -> owner.writeOwned(file, staged -> Files.writeString(staged, "text")));
      }
    }
    assertFalse(Files.exists(file));
  }

  /** Empty if another came before the claim was complete. */
  private Optional<Ownership> claimed() {
    try {
      return Optional.of(Ownership.claim(directory));
    } catch (SupersededException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
