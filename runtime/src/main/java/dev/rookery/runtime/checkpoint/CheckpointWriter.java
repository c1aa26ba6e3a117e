package dev.rookery.runtime.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.runtime.plugins.RookeryVersion;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes values into an archive as {@link CheckpointFormat} says. Not thread-safe. */
final class CheckpointWriter {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Of every entry: equal states have equal files. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final FileChannel file;
  private final ZipOutputStream zip;
  private final long environmentSteps;
  private final CRC32 checksum = new CRC32();
  private final Map<String, Object> numbers = new LinkedHashMap<>();
  private final Map<String, Long> arrays = new LinkedHashMap<>();

  /** As large as the largest array so far needs it. */
  private byte[] chunk = new byte[0];

  /** A writer into an empty file, which stays open. */
  CheckpointWriter(FileChannel file, long environmentSteps) {
    this.file = file;
    this.environmentSteps = environmentSteps;
    zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(file)));
    zip.setMethod(ZipOutputStream.STORED);
  }

  /**
   * The writer of the whole state. Its methods throw {@link UncheckedIOException} if the file
   * cannot be written, and {@link IllegalArgumentException} if a name is there already.
   */
  StateWriter root() {
    return new Part("");
  }

  /** Writes the numbers and the archive's table; nothing may be written after it. */
  void finish() throws IOException {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("format", CheckpointFormat.VERSION);
    state.put("rookery", RookeryVersion.current().text());
    state.put("environment_steps", environmentSteps);
    state.put("numbers", numbers);
    state.put("arrays", arrays);
    write(CheckpointFormat.STATE, JSON.writeValueAsBytes(state), ByteBuffer.allocate(0));
    zip.finish();
    zip.flush();
  }

  /** Returns where in the file the bytes after the header begin. */
  private long write(String name, byte[] header, ByteBuffer rest) throws IOException {
    checksum.reset();
    checksum.update(header);
    checksum.update(rest.duplicate());
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    entry.setSize((long) header.length + rest.remaining());
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(header);
    zip.flush();
    long start = file.position();
    int chunkBytes = Math.min(rest.remaining(), CheckpointFormat.CHUNK_BYTES);
    if (chunk.length < chunkBytes) {
      chunk = new byte[chunkBytes];
    }
    while (rest.hasRemaining()) {
      int length = Math.min(rest.remaining(), chunk.length);
      rest.get(chunk, 0, length);
      zip.write(chunk, 0, length);
    }
    zip.closeEntry();
    return start;
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
      // JSON has no NaN, and text has no bits of one. Jackson writes infinities as text.
      String bits = Long.toHexString(Double.doubleToRawLongBits(value));
      numbers.put(newPath(name), Double.isNaN(value) ? CheckpointFormat.NAN + bits : value);
    }

    @Override
    public void putBytes(String name, ByteBuffer bytes) {
      put(name, "|u1", 1, bytes);
    }

    @Override
    public void putFloats(String name, ByteBuffer values) {
      put(name, "<f4", Float.BYTES, values);
    }

    @Override
    public void putDoubles(String name, ByteBuffer values) {
      put(name, "<f8", Double.BYTES, values);
    }

    @Override
    public StateWriter child(String name) {
      return new Part(CheckpointFormat.path(prefix, name) + "/");
    }

    private void put(String name, String type, int elementBytes, ByteBuffer values) {
      if (values.remaining() % elementBytes != 0) {
        throw new IllegalArgumentException(
            "%s bytes are no whole number of elements of %s"
                .formatted(values.remaining(), elementBytes));
      }
      String path = newPath(name);
      byte[] header = CheckpointFormat.header(type, values.remaining() / elementBytes);
      try {
        arrays.put(path, write(path + CheckpointFormat.ARRAY, header, values.duplicate()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String newPath(String name) {
      String path = CheckpointFormat.path(prefix, name);
      if (numbers.containsKey(path) || arrays.containsKey(path)) {
        throw new IllegalArgumentException(
            "the checkpoint has a value '%s' already; names are unique within a part"
                .formatted(path));
      }
      return path;
    }
  }
}
