package dev.rookery.runtime.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.checkpoint.CheckpointException;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

class CheckpointFileProperties {

  /** A value at a place: long, double or byte[]. */
  record Value(List<String> parts, String name, Object value) {}

  private Path file;

  @BeforeProperty
  void createFile() throws IOException {
    file = Files.createTempFile("checkpoint", ".npz");
  }

  @AfterProperty
  void deleteFile() throws IOException {
    Files.delete(file);
  }

  @Provide
  Arbitrary<List<Value>> states() {
    Arbitrary<String> names = Arbitraries.strings().withChars("ab/~é .\"\\\n\0").ofMaxLength(4);
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            Arbitraries.longs().asGeneric(),
            Arbitraries.longs().map(Double::longBitsToDouble).asGeneric(),
            Arbitraries.of(
                    Double.NaN,
                    Double.POSITIVE_INFINITY,
                    Double.NEGATIVE_INFINITY,
                    -0.0,
                    5.0,
                    1e300,
                    Double.MIN_VALUE,
                    Double.MAX_VALUE)
                .asGeneric(),
            Arbitraries.integers().between(0, 300).map(CheckpointFileProperties::bytes).asGeneric(),
            Arbitraries.integers()
                .between(60_000, 2_300_000)
                .map(CheckpointFileProperties::bytes)
                .asGeneric());
    return Combinators.combine(names.list().ofMaxSize(3), names, values)
        .as(Value::new)
        .list()
        .ofMaxSize(12)
        .uniqueElements(value -> List.of(value.parts(), value.name()));
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Property(tries = 100)
  void whatWasWrittenIsRead(
      @ForAll("states") List<Value> state, @ForAll @LongRange(min = 0) long steps, @ForAll Random r)
      throws IOException {
    write(steps, writer -> state.forEach(v -> write(writer, v, r)));
    try (CheckpointFile checkpoint = CheckpointFile.open(file)) {
      assertEquals(steps, checkpoint.environmentSteps());
      for (Value value : state) {
        assertRead(value, checkpoint.state(), r);
      }
    }
  }

  private static void write(StateWriter root, Value value, Random random) {
    StateWriter part = root;
    for (String name : value.parts()) {
      part = part.child(name);
    }
    if (value.value() instanceof Long number) {
      part.putLong(value.name(), number);
    } else if (value.value() instanceof Double number) {
      part.putDouble(value.name(), number);
    } else {
      byte[] bytes = (byte[]) value.value();
      ByteBuffer buffer = someBuffer(bytes.length, random).put(3, bytes);
      buffer = random.nextBoolean() ? buffer : buffer.asReadOnlyBuffer();
      part.putBytes(value.name(), buffer.limit(3 + bytes.length).position(3));
      assertEquals(3, buffer.position());
      assertEquals(3 + bytes.length, buffer.limit());
    }
  }

  private static void assertRead(Value value, StateReader root, Random random) {
    StateReader part = root;
    for (String name : value.parts()) {
      part = part.child(name);
    }
    assertTrue(part.has(value.name()));
    assertFalse(part.has(value.name() + "x"));
    if (value.value() instanceof Long number) {
      assertEquals(number, part.getLong(value.name()));
    } else if (value.value() instanceof Double number) {
      assertEquals(
          Double.doubleToRawLongBits(number),
          Double.doubleToRawLongBits(part.getDouble(value.name())));
    } else {
      byte[] bytes = (byte[]) value.value();
      ByteBuffer buffer = someBuffer(bytes.length, random).limit(3 + bytes.length).position(3);
      part.getBytes(value.name(), buffer);
      assertEquals(3, buffer.position());
      assertEquals(3 + bytes.length, buffer.limit());
      byte[] read = new byte[bytes.length];
      buffer.get(read);
      assertArrayEquals(bytes, read);
    }
  }

  private static ByteBuffer someBuffer(int length, Random random) {
    return random.nextBoolean()
        ? ByteBuffer.allocateDirect(length + 5)
        : ByteBuffer.allocate(length + 5);
  }

  @Property(tries = 500)
  void anyCutIsFound(@ForAll @IntRange(max = 5_000) int length, @ForAll Random random)
      throws IOException {
    byte[] whole = small(length);
    Files.write(file, Arrays.copyOf(whole, random.nextInt(whole.length)));
    assertThrows(CheckpointException.class, () -> CheckpointFile.open(file));
  }

  /** A ZIP archive may have bytes after its end, and has some that mean nothing. */
  @Property(tries = 500)
  void extraBytesAreFoundOrMeanNothing(@ForAll byte[] extra) throws IOException {
    byte[] whole = small(10);
    byte[] longer = Arrays.copyOf(whole, whole.length + extra.length);
    System.arraycopy(extra, 0, longer, whole.length, extra.length);
    Files.write(file, longer);
    assertRefusedOrWhole(10);
  }

  @Property(tries = 1_000)
  void aChangedByteIsFoundOrMeansNothing(
      @ForAll @IntRange(max = 5_000) int length,
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 255) int change)
      throws IOException {
    byte[] bytes = small(length);
    bytes[random.nextInt(bytes.length)] ^= (byte) change;
    Files.write(file, bytes);
    assertRefusedOrWhole(length);
  }

  @Example
  void everyFlippedBitAndEveryCutOfASmallFileIsFoundOrMeansNothing() throws IOException {
    byte[] whole = small(5);
    int found = 0;
    for (int i = 0; i < whole.length; i++) {
      Files.write(file, Arrays.copyOf(whole, i));
      assertThrows(CheckpointException.class, () -> CheckpointFile.open(file), "cut at " + i);
      for (int bit = 0; bit < 8; bit++) {
        byte[] bytes = whole.clone();
        bytes[i] ^= (byte) (1 << bit);
        Files.write(file, bytes);
        found += assertRefusedOrWhole(5) ? 1 : 0;
      }
    }
    assertTrue(found > 8 * whole.length / 2, found + " of " + 8 * whole.length);
  }

  /** Either the file is refused as it is opened, or all values are as they were written. */
  private boolean assertRefusedOrWhole(int length) {
    CheckpointFile checkpoint;
    try {
      checkpoint = CheckpointFile.open(file);
    } catch (CheckpointException e) {
      return true;
    }
    try (checkpoint) {
      assertEquals(77, checkpoint.environmentSteps());
      assertEquals(77, checkpoint.state().getLong("steps"));
      StateReader learner = checkpoint.state().child("learner");
      assertEquals(0.5, learner.getDouble("loss"));
      ByteBuffer weights = ByteBuffer.allocate(length);
      learner.getBytes("weights", weights);
      assertArrayEquals(bytes(length), weights.array());
    }
    return false;
  }

  private byte[] small(int length) throws IOException {
    write(
        77,
        state -> {
          state.putLong("steps", 77);
          state.child("learner").putDouble("loss", 0.5);
          state.child("learner").putBytes("weights", ByteBuffer.wrap(bytes(length)));
        });
    return Files.readAllBytes(file);
  }

  private void write(long steps, Consumer<StateWriter> state) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      CheckpointWriter writer = new CheckpointWriter(channel, steps);
      state.accept(writer.root());
      writer.finish();
    }
  }
}
