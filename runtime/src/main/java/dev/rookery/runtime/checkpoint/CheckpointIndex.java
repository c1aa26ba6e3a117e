package dev.rookery.runtime.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * What is in a checkpoint file.
 *
 * @param environmentSteps how many steps the run had made
 * @param values by path: a {@link Long}, a {@link Double} or an {@link Array}
 */
record CheckpointIndex(long environmentSteps, Map<String, Object> values) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NAMES_SHOWN = 20;

  /**
   * An array's elements.
   *
   * @param offset where they begin in the file
   * @param bytes how many there are
   */
  record Array(long offset, long bytes) {}

  /**
   * Reads the index, and every byte of all values to check it.
   *
   * @param channel of the file at {@code path}
   * @throws DamageException if any value is not as it was written
   */
  static CheckpointIndex readAndCheckAll(Path path, FileChannel channel) throws IOException {
    refuseVersion1(channel);
    try (ZipFile archive = new ZipFile(path.toFile())) {
      return new Check(archive, channel).run();
    } catch (ZipException | IllegalArgumentException e) {
      throw new DamageException(
          "is cut off, damaged, or no Rookery checkpoint (%s)".formatted(e.getMessage()));
    }
  }

  private static void refuseVersion1(FileChannel channel) throws IOException {
    byte[] start = new byte[CheckpointFormat.VERSION_1.length()];
    if (channel.size() > start.length) {
      readFully(channel, 0, ByteBuffer.wrap(start));
    }
    if (CheckpointFormat.isVersion1(start)) {
      throw new DamageException(
          "was written by an earlier Rookery, in format version 1; this one reads version %s, a ZIP"
                  .formatted(CheckpointFormat.VERSION)
              + " archive of NumPy arrays: go on with the Rookery that wrote it, or start the run"
              + " anew");
    }
  }

  /** Fills the target from a place in the file. */
  static void readFully(FileChannel channel, long offset, ByteBuffer target) throws IOException {
    long position = offset;
    while (target.hasRemaining()) {
      // In pieces: the JDK copies through a direct buffer as long as the piece if the target is on
      // the heap.
      int length = Math.min(target.remaining(), CheckpointFormat.READ_BYTES);
      int read = channel.read(target.slice(target.position(), length), position);
      if (read < 0) {
        throw new EOFException("the file has become shorter");
      }
      target.position(target.position() + read);
      position += read;
    }
  }

  /** The names directly in a part, for messages. */
  String describe(String prefix) {
    List<String> names =
        values.keySet().stream()
            .filter(path -> path.startsWith(prefix))
            .map(path -> path.substring(prefix.length()).replaceAll("/.*", "/"))
            .distinct()
            .toList();
    if (names.isEmpty()) {
      return "no values";
    }
    String shown = String.join(", ", names.subList(0, Math.min(names.size(), NAMES_SHOWN)));
    return names.size() > NAMES_SHOWN ? shown + ", …" : shown;
  }

  /** One pass over a file. */
  private static final class Check {

    private final ZipFile archive;
    private final FileChannel channel;
    private final ByteBuffer chunk;
    private final CRC32 checksum = new CRC32();

    Check(ZipFile archive, FileChannel channel) throws IOException {
      this.archive = archive;
      this.channel = channel;
      chunk =
          ByteBuffer.allocateDirect((int) Math.min(channel.size(), CheckpointFormat.READ_BYTES));
    }

    CheckpointIndex run() throws IOException {
      JsonNode state = state();
      if (state.path("format").asInt() != CheckpointFormat.VERSION) {
        throw new DamageException(
            "has format version %s, and this Rookery reads version %s"
                .formatted(state.path("format"), CheckpointFormat.VERSION));
      }
      Map<String, Object> values = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> number : state.path("numbers").properties()) {
        values.put(number.getKey(), number(number.getValue()));
      }
      for (Map.Entry<String, JsonNode> array : state.path("arrays").properties()) {
        values.put(array.getKey(), array(array.getKey(), array.getValue().asLong()));
      }
      return new CheckpointIndex(
          state.path("environment_steps").asLong(), Collections.unmodifiableMap(values));
    }

    private JsonNode state() throws IOException {
      ZipEntry entry = entry(CheckpointFormat.STATE);
      byte[] text;
      try (InputStream in = archive.getInputStream(entry)) {
        text = in.readAllBytes();
      } catch (EOFException e) {
        throw damaged(entry);
      }
      checksum.reset();
      checksum.update(text);
      compare(entry);
      return JSON.readTree(text);
    }

    private static Object number(JsonNode value) {
      return value.isIntegralNumber()
          ? (Object) value.longValue()
          : value.isTextual() ? DoubleText.parse(value.asText()) : (Object) value.doubleValue();
    }

    private Array array(String path, long offset) throws IOException {
      ZipEntry entry = entry(path + CheckpointFormat.ARRAY);
      long start = offset - ArrayType.HEADER_BYTES;
      long end = start + entry.getSize();
      if (start < 0 || end > channel.size()) {
        throw damaged(entry);
      }
      checksum.reset();
      byte[] header = new byte[ArrayType.HEADER_BYTES];
      for (long position = start; position < end; position += chunk.capacity()) {
        chunk.clear().limit((int) Math.min(chunk.capacity(), end - position));
        readFully(channel, position, chunk);
        checksum.update(chunk.flip());
        if (position == start && chunk.limit() >= header.length) {
          chunk.get(0, header);
        }
      }
      compare(entry);
      if (!ArrayType.isHeader(header, end - offset)) {
        throw new DamageException(
            "has an array '%s' that is not from this kind of machine, or not from Rookery"
                .formatted(path));
      }
      return new Array(offset, end - offset);
    }

    private ZipEntry entry(String name) throws IOException {
      ZipEntry entry = archive.getEntry(name);
      if (entry == null) {
        throw new DamageException(
            "is damaged, or no Rookery checkpoint: it has no entry '%s'".formatted(name));
      }
      return entry;
    }

    /** The JDK does not compare the checksum of entries that are stored. */
    private void compare(ZipEntry entry) throws IOException {
      if (checksum.getValue() != entry.getCrc()) {
        throw damaged(entry);
      }
    }

    private static DamageException damaged(ZipEntry entry) {
      return new DamageException(
          "is damaged: entry '%s' has a wrong checksum".formatted(entry.getName()));
    }
  }
}
