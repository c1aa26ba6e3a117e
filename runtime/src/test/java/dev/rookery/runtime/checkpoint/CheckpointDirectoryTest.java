package dev.rookery.runtime.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.checkpoint.CheckpointException;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CheckpointDirectoryTest {

  @TempDir private Path folder;

  @Test
  void aNewFolderIsMadeByTheFirstCheckpoint() throws IOException {
    Path fresh = folder.resolve("run/checkpoints");
    CheckpointDirectory directory = new CheckpointDirectory(fresh, 1);
    assertEquals(List.of(), directory.checkpoints());
    assertEquals(fresh.resolve("checkpoint-000000012345.npz"), directory.write(12_345, marked(1)));
    assertEquals(1, loaded(directory));
    assertEquals(1, Files.list(fresh).count());
  }

  @Test
  void theLatestAreKept() {
    CheckpointDirectory directory = new CheckpointDirectory(folder, 2);
    for (long steps : new long[] {5, 900, 40, 10_000, 7_000}) {
      directory.write(steps, marked(steps));
    }
    assertEquals(
        List.of("checkpoint-000000007000.npz", "checkpoint-000000010000.npz"),
        names(directory.checkpoints()));
    assertEquals(10_000, loaded(directory));
  }

  @Test
  void whatWasJustWrittenIsKeptEvenIfAnEarlierRunWentFurther() {
    CheckpointDirectory directory = new CheckpointDirectory(folder, 1);
    directory.write(100, marked(100));
    Path written = directory.write(50, marked(50));
    assertTrue(directory.checkpoints().contains(written));
  }

  @Test
  void aCheckpointOfTheSameStepReplacesTheOther() {
    CheckpointDirectory directory = new CheckpointDirectory(folder, 2);
    directory.write(5, marked(1));
    directory.write(5, marked(2));
    assertEquals(2, loaded(directory));
    assertEquals(1, directory.checkpoints().size());
  }

  @Test
  void aDamagedCheckpointGivesWayToTheOneBefore() throws IOException {
    CheckpointDirectory directory = new CheckpointDirectory(folder, 3);
    directory.write(1, marked(1));
    Path second = directory.write(2, marked(2));
    Path third = directory.write(3, marked(3));
    damage(third);
    assertEquals(2, loaded(directory));
    Files.write(second, new byte[0]);
    assertEquals(1, loaded(directory));
  }

  @Test
  void ifNoneIsUsableTheReasonOfEachIsGiven() throws IOException {
    CheckpointDirectory directory = new CheckpointDirectory(folder, 3);
    assertEquals(
        "there is no checkpoint in " + folder,
        assertThrows(CheckpointException.class, directory::loadLatest).getMessage());
    Path first = directory.write(1, marked(1));
    Path second = directory.write(2, marked(2));
    damage(first);
    Files.write(second, new byte[3]);
    assertEquals(
        "there is no usable checkpoint in %s: %s is cut off, damaged, or no Rookery checkpoint (zip END header not found); %s is damaged: entry 'bulk.npy' has a wrong checksum"
            .formatted(folder, second, first),
        assertThrows(CheckpointException.class, directory::loadLatest).getMessage());
  }

  @Test
  void checkpointsOfTheFirstFormatAreRefusedByName() throws IOException {
    Path old = folder.resolve("checkpoint-000000000001.rookery");
    Files.writeString(old, "ROOKERY1 and more");
    CheckpointDirectory directory = new CheckpointDirectory(folder, 3);
    String message = assertThrows(CheckpointException.class, directory::loadLatest).getMessage();
    assertTrue(
        message.startsWith(
            old + " was written by an earlier Rookery, in format version 1; this one reads"),
        message);
    directory.write(2, marked(2));
    assertEquals(2, loaded(directory));
  }

  @Test
  void whatAKilledWriterLeftIsDeletedAndNothingElse() throws IOException {
    Path leftover = Files.createFile(folder.resolve("checkpoint-000000000009.npz.unfinished"));
    Path other = Files.createFile(folder.resolve("notes.unfinished"));
    CheckpointDirectory directory = new CheckpointDirectory(folder, 1);
    assertEquals(List.of(), directory.checkpoints());
    directory.write(9, marked(9));
    assertFalse(Files.exists(leftover));
    assertTrue(Files.exists(other));
  }

  @Test
  void aFailedWriteLeavesTheEarlierCheckpointsAndNoOtherFile() throws IOException {
    CheckpointDirectory directory = new CheckpointDirectory(folder, 1);
    directory.write(1, marked(1));
    Consumer<StateWriter> fullDisk =
        state -> {
          state.putBytes("weights", ByteBuffer.allocateDirect(1 << 20));
          throw new UncheckedIOException(new IOException("No space left on device"));
        };
    assertEquals(
        folder.resolve("checkpoint-000000000002.npz")
            + " cannot be written: No space left on device; earlier checkpoints are as they were",
        assertThrows(CheckpointException.class, () -> directory.write(2, fullDisk)).getMessage());
    IllegalStateException bug = new IllegalStateException("a part cannot save itself");
    Consumer<StateWriter> broken =
        state -> {
          throw bug;
        };
    assertSame(bug, assertThrows(IllegalStateException.class, () -> directory.write(2, broken)));
    assertOnlyTheFirst(directory);
  }

  @Test
  void aNameThatIsTakenFailsTheWriteAndLeavesTheEarlierCheckpoints() throws IOException {
    CheckpointDirectory directory = new CheckpointDirectory(folder, 1);
    directory.write(1, marked(1));
    Path obstacle = folder.resolve("checkpoint-000000000002.npz");
    Files.createDirectories(obstacle.resolve("full"));
    String message =
        assertThrows(CheckpointException.class, () -> directory.write(2, marked(2))).getMessage();
    assertTrue(message.startsWith(obstacle + " cannot be written: "), message);
    Files.delete(obstacle.resolve("full"));
    Files.delete(obstacle);
    assertOnlyTheFirst(directory);
  }

  private void assertOnlyTheFirst(CheckpointDirectory directory) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of("checkpoint-000000000001.npz"), names(files.toList()));
    }
    assertEquals(1, loaded(directory));
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path inTheWay = Files.createFile(folder.resolve("file"));
    CheckpointDirectory directory = new CheckpointDirectory(inTheWay, 1);
    assertEquals(
        "%s cannot be written: %s is in the way; earlier checkpoints are as they were"
            .formatted(inTheWay.resolve("checkpoint-000000000001.npz"), inTheWay),
        assertThrows(CheckpointException.class, () -> directory.write(1, marked(1))).getMessage());
  }

  @Test
  void anInterruptedThreadStillWritesAndStaysInterrupted() {
    CheckpointDirectory directory = new CheckpointDirectory(folder, 1);
    Thread.currentThread().interrupt();
    directory.write(1, marked(1));
    assertTrue(Thread.interrupted());
    assertEquals(1, loaded(directory));
  }

  @Test
  void aReaderBesideTheWriterAlwaysGetsAWholeCheckpoint() throws InterruptedException {
    CheckpointDirectory directory = new CheckpointDirectory(folder, 1);
    directory.write(0, marked(0));
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread writer =
        new Thread(
            () -> {
              for (int steps = 1; steps <= 200; steps++) {
                directory.write(steps, marked(steps));
              }
            });
    writer.setUncaughtExceptionHandler((thread, e) -> failure.set(e));
    writer.start();
    CheckpointDirectory reader = new CheckpointDirectory(folder, 1);
    long last = 0;
    while (writer.isAlive()) {
      try (CheckpointFile checkpoint = reader.loadLatest()) {
        assertTrue(checkpoint.environmentSteps() >= last);
        last = checkpoint.environmentSteps();
        assertEquals(last, checkpoint.state().getLong("mark"));
      }
    }
    writer.join();
    assertEquals(null, failure.get());
    assertEquals(200, loaded(reader));
  }

  @Test
  void atLeastOneCheckpointIsKept() {
    assertThrows(SettingsException.class, () -> new CheckpointDirectory(folder, 0));
  }

  private static Consumer<StateWriter> marked(long mark) {
    return state -> {
      state.putLong("mark", mark);
      state.putBytes("bulk", ByteBuffer.allocateDirect(100_000));
    };
  }

  private static long loaded(CheckpointDirectory directory) {
    try (CheckpointFile checkpoint = directory.loadLatest()) {
      return checkpoint.state().getLong("mark");
    }
  }

  private static void damage(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {-1}), 1000);
    }
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(file -> file.getFileName().toString()).toList();
  }
}
