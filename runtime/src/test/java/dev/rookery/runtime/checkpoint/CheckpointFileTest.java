package dev.rookery.runtime.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.checkpoint.CheckpointException;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
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
          file + " has no value 'learner/epoch'; beside it there are: updates, optimizer/, weights",
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
          "'learner/weights' is an array in %s, but a whole number is wanted".formatted(file),
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
    bytes[30 + "learner/weights.npy".length() + CheckpointFormat.HEADER_BYTES] ^=
        1; // the first weight
    Files.write(file, bytes);
    assertEquals(
        file + " is damaged: entry 'learner/weights.npy' has a wrong checksum",
        message(() -> CheckpointFile.open(file)));
    Files.write(file, new byte[100]);
    assertEquals(
        file + " is cut off, damaged, or no Rookery checkpoint (zip END header not found)",
        message(() -> CheckpointFile.open(file)));
    Files.delete(file);
    assertEquals(
        file + " cannot be read: there is no such file", message(() -> CheckpointFile.open(file)));
  }

  @Test
  void anotherArchiveIsNone() throws IOException {
    Path file = folder.resolve("other.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("weights.npy"));
    }
    assertEquals(
        file + " is damaged, or no Rookery checkpoint: it has no entry 'state.json'",
        message(() -> CheckpointFile.open(file)));
  }

  @Test
  void anotherFormatVersionIsNamed() throws IOException {
    Path file = folder.resolve("later.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("state.json"));
      zip.write("{\"format\": 3, \"rookery\": \"2.1.0\"}".getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(
        file
            + " has format version 3, and this Rookery reads version 2: go on with Rookery 2.1.0,"
            + " which wrote it, or start the run anew",
        message(() -> CheckpointFile.open(file)));
  }

  /** By the specifications alone, ZIP's by the JDK: what NumPy and others find in the file. */
  @Test
  void everyArrayIsANumPyFile() throws IOException {
    ByteBuffer floats = ByteBuffer.allocateDirect(3 * 4).order(ByteOrder.nativeOrder());
    floats.asFloatBuffer().put(new float[] {1.5f, -2, Float.NaN});
    ByteBuffer doubles = ByteBuffer.allocate(2 * 8).order(ByteOrder.nativeOrder());
    doubles.asDoubleBuffer().put(new double[] {Math.PI, -0.0});
    Path file =
        write(
            state -> {
              state.child("learner").putFloats("parameters", floats);
              state.child("tree").putDoubles("priorities", doubles);
              state.putBytes("rows", ByteBuffer.wrap(new byte[] {1, -1}));
              state.putLong("count", 5);
            });
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        assertEquals(ZipEntry.STORED, e.getMethod());
        entries.put(e.getName(), zip.readAllBytes());
      }
    }
    assertEquals(
        List.of("learner/parameters.npy", "tree/priorities.npy", "rows.npy", "state.json"),
        List.copyOf(entries.keySet()));
    assertEquals(floats, array("<f4", 3, 4, entries.get("learner/parameters.npy")));
    assertEquals(doubles, array("<f8", 2, 8, entries.get("tree/priorities.npy")));
    assertEquals(ByteBuffer.wrap(new byte[] {1, -1}), array("|u1", 2, 1, entries.get("rows.npy")));
    JsonNode state = new ObjectMapper().readTree(entries.get("state.json"));
    assertEquals(1, state.path("environment_steps").asLong());
    assertEquals(5, state.path("numbers").path("count").asLong());
  }

  private static ByteBuffer array(String descr, int count, int bytes, byte[] npy) {
    ByteBuffer file = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(0x93, file.get() & 0xff);
    byte[] name = new byte[5];
    file.get(name);
    assertEquals("NUMPY", new String(name, StandardCharsets.US_ASCII));
    assertEquals(1, file.get());
    assertEquals(0, file.get());
    byte[] header = new byte[file.getShort()];
    file.get(header);
    assertEquals(0, file.position() % 64);
    String text = new String(header, StandardCharsets.US_ASCII);
    assertTrue(text.endsWith("\n"), text);
    assertEquals(
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s,), }".formatted(descr, count),
        text.strip());
    assertEquals(count * bytes, file.remaining());
    return file.slice();
  }

  @Test
  void equalStatesHaveEqualFiles() throws IOException {
    byte[] first = Files.readAllBytes(write(CheckpointFileTest::example));
    assertArrayEquals(first, Files.readAllBytes(write(CheckpointFileTest::example)));
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
