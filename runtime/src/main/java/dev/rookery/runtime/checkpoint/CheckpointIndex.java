package dev.rookery.runtime.checkpoint;

import dev.rookery.runtime.checkpoint.CheckpointFile.Section;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * What is in a checkpoint file.
 *
 * @param environmentSteps how many steps the run had made
 * @param sections the values by path, in the order in which they were written
 */
record CheckpointIndex(long environmentSteps, Map<String, Section> sections) {

  private static final int NAMES_SHOWN = 20;

  /**
   * Reads the index, and every byte of the file to check it.
   *
   * @throws DamageException if anything is not as it was written
   */
  static CheckpointIndex readAndCheckAll(FileChannel channel) throws IOException {
    return new Check(channel).run();
  }

  /** The names directly in a part, for messages. */
  String describe(String prefix) {
    List<String> names =
        sections.keySet().stream()
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

    private final FileChannel channel;
    private final long fileLength;
    private final ByteBuffer chunk;

    Check(FileChannel channel) throws IOException {
      this.channel = channel;
      fileLength = channel.size();
      chunk = ByteBuffer.allocateDirect((int) Math.min(fileLength, CheckpointFormat.CHUNK_BYTES));
    }

    CheckpointIndex run() throws IOException {
      int frame = CheckpointFormat.HEADER_BYTES + CheckpointFormat.FOOTER_BYTES;
      if (fileLength < frame) {
        throw new DamageException(
            "is cut off: it has %s bytes, and the shortest checkpoint has %s"
                .formatted(fileLength, frame));
      }
      ByteBuffer header = read(0, CheckpointFormat.HEADER_BYTES);
      if (header.getLong() != CheckpointFormat.MAGIC) {
        throw new DamageException("is damaged at its start, or no Rookery checkpoint");
      }
      int version = header.getInt();
      if (version != CheckpointFormat.VERSION) {
        throw new DamageException(
            "has format version %s, and this Rookery reads version %s"
                .formatted(version, CheckpointFormat.VERSION));
      }
      return new CheckpointIndex(header.getLong(), sections());
    }

    private Map<String, Section> sections() throws IOException {
      long footerOffset = fileLength - CheckpointFormat.FOOTER_BYTES;
      ByteBuffer footer = read(footerOffset, CheckpointFormat.FOOTER_BYTES);
      long tableOffset = footer.getLong();
      int count = footer.getInt();
      long writtenLength = footer.getLong();
      int checksum = footer.getInt();
      if (footer.getLong() != CheckpointFormat.END_MAGIC || writtenLength != fileLength) {
        throw new DamageException("is cut off or damaged at its end");
      }
      if (tableOffset < CheckpointFormat.HEADER_BYTES
          || tableOffset > footerOffset
          || checksum != frameChecksum(tableOffset, footerOffset)) {
        throw new DamageException("is damaged: its table of contents has a wrong checksum");
      }
      ByteBuffer table = read(tableOffset, Math.toIntExact(footerOffset - tableOffset));
      Map<String, Section> sections = new LinkedHashMap<>();
      long offset = CheckpointFormat.HEADER_BYTES;
      for (int i = 0; i < count; i++) {
        byte[] name = new byte[table.getInt()];
        table.get(name);
        ValueType type = ValueType.of(table.get());
        Section section = new Section(type, offset, table.getLong(), table.getInt());
        offset += section.length();
        sections.put(checked(new String(name, StandardCharsets.UTF_8), section), section);
      }
      return Collections.unmodifiableMap(sections);
    }

    private int frameChecksum(long tableOffset, long footerOffset) throws IOException {
      CRC32C checksum = new CRC32C();
      update(checksum, 0, CheckpointFormat.HEADER_BYTES);
      update(checksum, tableOffset, footerOffset + CheckpointFormat.FOOTER_CHECKED_BYTES);
      return (int) checksum.getValue();
    }

    private String checked(String path, Section section) throws IOException {
      CRC32C checksum = new CRC32C();
      update(checksum, section.offset(), section.offset() + section.length());
      if ((int) checksum.getValue() != section.checksum()) {
        throw new DamageException("is damaged: value '%s' has a wrong checksum".formatted(path));
      }
      return path;
    }

    private void update(CRC32C checksum, long from, long to) throws IOException {
      for (long offset = from; offset < to; offset += chunk.capacity()) {
        chunk.clear().limit((int) Math.min(chunk.capacity(), to - offset));
        CheckpointFile.readFully(channel, offset, chunk);
        checksum.update(chunk.flip());
      }
    }

    private ByteBuffer read(long offset, int length) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
      CheckpointFile.readFully(channel, offset, bytes);
      return bytes.flip();
    }
  }
}
