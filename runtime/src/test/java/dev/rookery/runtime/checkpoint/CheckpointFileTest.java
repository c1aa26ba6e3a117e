package dev.rookery.runtime.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rookery.checkpoint.CheckpointException;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a checkpoint file says when something does not fit. */
class CheckpointFileTest {

  @TempDir private Path folder;

  @Test
  void aNameIsWrittenOnceInAPart() {
    Consumer<StateWriter> twice =
        state -> {
          state.putLong("a", 1);
          state.child("a").putLong("a", 1);
          state.child("a").putDouble("a", 2);
        };
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> write(twice));
    assertEquals(
        "the checkpoint has a value 'a/a' already; names are unique within a part",
        refused.getMessage());
  }

  @Test
  void aMissingNameIsNamedWithWhatThereIs() {
    Path file = write(CheckpointFileTest::example);
    try (CheckpointFile checkpoint = CheckpointFile.open(file)) {
      StateReader learner = checkpoint.state().child("learner");
      assertEquals(
          file + " has no value 'learner/epoch'; beside it there are: updates, weights, optimizer/",
          message(() -> learner.getLong("epoch")));
      assertEquals(
          file + " has no value 'replay/size'; beside it there are: no values",
          message(() -> checkpoint.state().child("replay").getLong("size")));
    }
  }

  @Test
  void anotherSizeOrTypeIsNamedWithBoth() {
    Path file = write(CheckpointFileTest::example);
    try (CheckpointFile checkpoint = CheckpointFile.open(file)) {
      StateReader learner = checkpoint.state().child("learner");
      assertEquals(
          "'learner/weights' has 10 bytes in %s, but 12 are wanted: it was saved by another configuration"
              .formatted(file),
          message(() -> learner.getBytes("weights", ByteBuffer.allocate(12))));
      assertEquals(
          "'learner/weights' is bytes in %s, but a whole number is wanted".formatted(file),
          message(() -> learner.getLong("weights")));
      assertEquals(
          "'learner/updates' is a whole number in %s, but a number is wanted".formatted(file),
          message(() -> learner.getDouble("updates")));
    }
  }

  private static void example(StateWriter state) {
    StateWriter learner = state.child("learner");
    learner.putLong("updates", 5);
    learner.putBytes("weights", ByteBuffer.allocate(10));
    learner.child("optimizer").putDouble("rate", 0.1);
    learner.child("optimizer").putDouble("decay", 0.9);
  }

  @Test
  void damageIsNamedWithTheFileAndTheValue() throws IOException {
    Path file = write(CheckpointFileTest::example);
    byte[] bytes = Files.readAllBytes(file);
    bytes[CheckpointFormat.HEADER_BYTES + 10] ^= 1;
    Files.write(file, bytes);
    assertEquals(
        file + " is damaged: value 'learner/weights' has a wrong checksum",
        message(() -> CheckpointFile.open(file)));
    Files.write(file, new byte[10]);
    assertEquals(
        file + " is cut off: it has 10 bytes, and the shortest checkpoint has 52",
        message(() -> CheckpointFile.open(file)));
    Files.write(file, new byte[100]);
    assertEquals(
        file + " is damaged at its start, or no Rookery checkpoint",
        message(() -> CheckpointFile.open(file)));
    Files.delete(file);
    assertEquals(
        file + " cannot be read: there is no such file", message(() -> CheckpointFile.open(file)));
  }

  @Test
  void anotherFormatVersionIsNamed() throws IOException {
    Path file = write(CheckpointFileTest::example);
    byte[] bytes = Files.readAllBytes(file);
    bytes[8] = 2;
    Files.write(file, bytes);
    assertEquals(
        file + " has format version 2, and this Rookery reads version 1",
        message(() -> CheckpointFile.open(file)));
  }

  @Test
  void aFullDiskFailsTheWrite() throws IOException {
    Path full = Path.of("/dev/full"); // Linux: every write fails for lack of space
    assumeTrue(Files.isWritable(full));
    try (FileChannel channel = FileChannel.open(full, StandardOpenOption.WRITE)) {
      CheckpointWriter writer = new CheckpointWriter(channel, 1);
      ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 20);
      UncheckedIOException failure =
          assertThrows(UncheckedIOException.class, () -> writer.root().putBytes("weights", bytes));
      assertTrue(failure.getMessage().contains("No space left"), failure.getMessage());
    }
  }

  private static String message(Runnable reading) {
    return assertThrows(CheckpointException.class, reading::run).getMessage();
  }

  private Path write(Consumer<StateWriter> state) {
    return new CheckpointDirectory(folder, 3).write(1, state);
  }
}
