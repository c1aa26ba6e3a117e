package dev.rookery.runtime.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.checkpoint.CheckpointException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
   * @throws CheckpointException if any value is not as it was written
   */
  static CheckpointIndex readAndCheckAll(Path path, FileChannel channel) throws IOException {
    try (ZipFile archive = new ZipFile(path.toFile())) {
      return read(path, archive, channel);
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      byte[] start = new byte[CheckpointFormat.VERSION_1.length()];
      channel.read(ByteBuffer.wrap(start), 0);
      if (new String(start, StandardCharsets.ISO_8859_1).equals(CheckpointFormat.VERSION_1)) {
        throw new CheckpointException(
            "%s was written by an earlier Rookery, in format version 1; this one reads version %s, a"
                    .formatted(path, CheckpointFormat.VERSION)
                + " ZIP archive of NumPy arrays: go on with the Rookery that wrote it, or start the"
                + " run anew");
      }
      throw new CheckpointException(
          "%s is cut off, damaged, or no Rookery checkpoint (%s)".formatted(path, e.getMessage()),
          e);
    }
  }

  private static CheckpointIndex read(Path path, ZipFile archive, FileChannel channel)
      throws IOException {
    ZipEntry stateEntry = entry(path, archive, CheckpointFormat.STATE);
    CRC32 checksum = new CRC32();
    byte[] text;
    try (InputStream in = archive.getInputStream(stateEntry)) {
      text = in.readAllBytes();
    }
    checksum.update(text);
    compare(path, stateEntry, checksum);
    JsonNode state = JSON.readTree(text);
    if (state.path("format").asInt() != CheckpointFormat.VERSION) {
      throw new CheckpointException(
          "%s has format version %s, and this Rookery reads version %s: go on with Rookery %s, which wrote it, or start the run anew"
              .formatted(
                  path,
                  state.path("format"),
                  CheckpointFormat.VERSION,
                  state.path("rookery").asText("(unknown)")));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> number : state.path("numbers").properties()) {
      values.put(number.getKey(), number(number.getValue()));
    }
    ByteBuffer chunk =
        ByteBuffer.allocateDirect((int) Math.min(channel.size(), CheckpointFormat.CHUNK_BYTES));
    for (Map.Entry<String, JsonNode> array : state.path("arrays").properties()) {
      ZipEntry entry = entry(path, archive, array.getKey() + CheckpointFormat.ARRAY);
      long offset = array.getValue().asLong();
      checksum.reset();
      long rest = entry.getSize();
      for (long from = offset - CheckpointFormat.HEADER_BYTES; rest > 0; ) {
        chunk.clear().limit((int) Math.min(chunk.capacity(), rest));
        readFully(channel, from, chunk);
        checksum.update(chunk.flip());
        from += chunk.limit();
        rest -= chunk.limit();
      }
      compare(path, entry, checksum);
      values.put(
          array.getKey(), new Array(offset, entry.getSize() - CheckpointFormat.HEADER_BYTES));
    }
    return new CheckpointIndex(state.path("environment_steps").asLong(), values);
  }

  private static ZipEntry entry(Path path, ZipFile archive, String name) {
    ZipEntry entry = archive.getEntry(name);
    if (entry == null) {
      throw new CheckpointException(
          "%s is damaged, or no Rookery checkpoint: it has no entry '%s'".formatted(path, name));
    }
    return entry;
  }

  /** The JDK does not compare the checksum of entries that are stored. */
  private static void compare(Path path, ZipEntry entry, CRC32 checksum) {
    if (checksum.getValue() != entry.getCrc()) {
      throw new CheckpointException(
          "%s is damaged: entry '%s' has a wrong checksum".formatted(path, entry.getName()));
    }
  }

  private static Object number(JsonNode value) {
    if (value.isIntegralNumber()) {
      return value.longValue();
    }
    String text = value.asText();
    return text.startsWith(CheckpointFormat.NAN)
        ? Double.longBitsToDouble(
            Long.parseUnsignedLong(text.substring(CheckpointFormat.NAN.length()), 16))
        : Double.parseDouble(text);
  }

  /** Fills the target from a place in the file. */
  static void readFully(FileChannel channel, long offset, ByteBuffer target) throws IOException {
    long position = offset;
    while (target.hasRemaining()) {
      // In pieces: the JDK copies through a direct buffer as long as the piece if the target is on
      // the heap.
      int length = Math.min(target.remaining(), CheckpointFormat.CHUNK_BYTES);
      int read = channel.read(target.slice(target.position(), length), position);
      if (read < 0) {
        throw new EOFException("it ends too early");
      }
      target.position(target.position() + read);
      position += read;
    }
  }
}
