package dev.rookery.runtime.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.rookery.checkpoint.StateWriter;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipOutputStream;

/** Writes values into an archive as {@link CheckpointFormat} says. Not thread-safe. */
final class CheckpointWriter {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final CountingStream counted;
  private final ZipOutputStream zip;
  private final long environmentSteps;
  private final byte[] chunk = new byte[CheckpointFormat.WRITTEN_BYTES];
  private final CRC32 checksum = new CRC32();
  private final Map<String, Object> numbers = new LinkedHashMap<>();
  private final Map<String, Long> arrays = new LinkedHashMap<>();
  private final Set<String> paths = new HashSet<>();

  /** A writer into a stream, which stays open. */
  CheckpointWriter(OutputStream out, long environmentSteps) {
    counted = new CountingStream(new BufferedOutputStream(out, CheckpointFormat.WRITTEN_BYTES));
    zip = new ZipOutputStream(counted);
    zip.setMethod(ZipOutputStream.STORED);
    this.environmentSteps = environmentSteps;
  }

  /**
   * The writer of the whole state. Its methods throw {@link UncheckedIOException} if the stream
   * fails, and {@link IllegalArgumentException} if a name is there already.
   */
  StateWriter root() {
    return new Part("");
  }

  /** Writes the numbers and the archive's table; nothing may be written after it. */
  void finish() throws IOException {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("format", CheckpointFormat.VERSION);
    state.put("environment_steps", environmentSteps);
    state.put("numbers", numbers);
    state.put("arrays", arrays);
    write(CheckpointFormat.STATE, new byte[0], ByteBuffer.wrap(JSON.writeValueAsBytes(state)));
    zip.finish();
    zip.flush();
  }

  /** Returns where in the file the bytes after the header begin. */
  private long write(String name, byte[] header, ByteBuffer rest) throws IOException {
    checksum.reset();
    checksum.update(header);
    checksum.update(rest.duplicate());
    zip.putNextEntry(
        CheckpointFormat.entry(name, (long) header.length + rest.remaining(), checksum.getValue()));
    zip.write(header);
    long start = counted.count;
    while (rest.hasRemaining()) {
      int length = Math.min(rest.remaining(), chunk.length);
      rest.get(chunk, 0, length);
      zip.write(chunk, 0, length);
    }
    zip.closeEntry();
    return start;
  }

  /** Knows how much was written. */
  private static final class CountingStream extends FilterOutputStream {

    private long count;

    CountingStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      count += length;
    }
  }

  /** A part of the state; {@code prefix} is its path. */
  private final class Part implements StateWriter {

    private final String prefix;

    Part(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public void putLong(String name, long value) {
      numbers.put(newPath(name), value);
    }

    @Override
    public void putDouble(String name, double value) {
      numbers.put(newPath(name), DoubleText.isJson(value) ? value : DoubleText.format(value));
    }

    @Override
    public void putBytes(String name, ByteBuffer bytes) {
      put(name, ArrayType.BYTES, bytes);
    }

    @Override
    public void putFloats(String name, ByteBuffer values) {
      put(name, ArrayType.FLOATS, values);
    }

    @Override
    public void putDoubles(String name, ByteBuffer values) {
      put(name, ArrayType.DOUBLES, values);
    }

    @Override
    public StateWriter child(String name) {
      return new Part(CheckpointFormat.path(prefix, name) + "/");
    }

    private void put(String name, ArrayType type, ByteBuffer values) {
      String path = newPath(name);
      byte[] header = type.header(values.remaining());
      try {
        arrays.put(path, write(path + CheckpointFormat.ARRAY, header, values.duplicate()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String newPath(String name) {
      String path = CheckpointFormat.path(prefix, name);
      if (!paths.add(path)) {
        throw new IllegalArgumentException(
            "the checkpoint has a value '%s' already; names are unique within a part"
                .formatted(path));
      }
      return path;
    }
  }
}
