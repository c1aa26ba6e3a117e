package dev.rookery.runtime.checkpoint;

import dev.rookery.checkpoint.StateWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Streams values into a channel as {@link CheckpointFormat} says. Long direct buffers go to the
 * channel as they are, short values are gathered first. Not thread-safe.
 */
final class CheckpointWriter {

  private static final int GATHERED_BYTES = 1 << 16;

  private final WritableByteChannel channel;
  private final ByteBuffer gathered = buffer(ByteBuffer.allocateDirect(GATHERED_BYTES));
  private final ByteBuffer number = buffer(ByteBuffer.allocate(Long.BYTES));
  private final ByteArrayOutputStream table = new ByteArrayOutputStream();
  private final Set<String> paths = new HashSet<>();
  private final CRC32C frameChecksum = new CRC32C();
  private long position;

  /** Writes the header. */
  CheckpointWriter(WritableByteChannel channel, long environmentSteps) throws IOException {
    this.channel = channel;
    ByteBuffer header = buffer(ByteBuffer.allocate(CheckpointFormat.HEADER_BYTES));
    header.putLong(CheckpointFormat.MAGIC);
    header.putInt(CheckpointFormat.VERSION);
    header.putLong(environmentSteps);
    writeFrame(header.flip());
  }

  /**
   * The writer of the whole state. Its methods throw {@link UncheckedIOException} if the channel
   * fails, and {@link IllegalArgumentException} if a name is there already.
   */
  StateWriter root() {
    return new Part("");
  }

  /** Writes the table and the footer; nothing may be written after it. */
  void finish() throws IOException {
    long tableOffset = position;
    writeFrame(buffer(ByteBuffer.wrap(table.toByteArray())));
    ByteBuffer footer = buffer(ByteBuffer.allocate(CheckpointFormat.FOOTER_BYTES));
    footer.putLong(tableOffset);
    footer.putInt(paths.size());
    footer.putLong(position + CheckpointFormat.FOOTER_BYTES);
    frameChecksum.update(footer.array(), 0, CheckpointFormat.FOOTER_CHECKED_BYTES);
    footer.putInt((int) frameChecksum.getValue());
    footer.putLong(CheckpointFormat.END_MAGIC);
    write(footer.flip());
    flush();
  }

  private void put(String path, ValueType type, ByteBuffer payload) {
    if (!paths.add(path)) {
      throw new IllegalArgumentException(
          "the checkpoint has a value '%s' already; names are unique within a part"
              .formatted(path));
    }
    long length = payload.remaining();
    CRC32C checksum = new CRC32C();
    try {
      while (payload.hasRemaining()) {
        int chunkLength = Math.min(payload.remaining(), CheckpointFormat.CHUNK_BYTES);
        ByteBuffer chunk = payload.slice(payload.position(), chunkLength);
        checksum.update(chunk.duplicate());
        write(chunk);
        payload.position(payload.position() + chunkLength);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    ByteBuffer entry = buffer(ByteBuffer.allocate(4 + name.length + 1 + 8 + 4));
    entry.putInt(name.length).put(name).put(type.code());
    entry.putLong(length).putInt((int) checksum.getValue());
    table.writeBytes(entry.array());
  }

  private void writeFrame(ByteBuffer bytes) throws IOException {
    frameChecksum.update(bytes.duplicate());
    write(bytes);
  }

  private void write(ByteBuffer bytes) throws IOException {
    position += bytes.remaining();
    if (bytes.isDirect() && bytes.remaining() >= GATHERED_BYTES) {
      flush();
      writeFully(bytes);
      return;
    }
    while (bytes.hasRemaining()) {
      if (!gathered.hasRemaining()) {
        flush();
      }
      int length = Math.min(bytes.remaining(), gathered.remaining());
      gathered.put(bytes.slice(bytes.position(), length));
      bytes.position(bytes.position() + length);
    }
  }

  private void flush() throws IOException {
    writeFully(gathered.flip());
    gathered.clear();
  }

  private void writeFully(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static ByteBuffer buffer(ByteBuffer buffer) {
    return buffer.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A part of the state; {@code prefix} is its path. */
  private final class Part implements StateWriter {

    private final String prefix;

    Part(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public void putLong(String name, long value) {
      put(
          CheckpointFormat.path(prefix, name),
          ValueType.WHOLE_NUMBER,
          number.clear().putLong(0, value));
    }

    @Override
    public void putDouble(String name, double value) {
      long bits = Double.doubleToRawLongBits(value);
      put(CheckpointFormat.path(prefix, name), ValueType.NUMBER, number.clear().putLong(0, bits));
    }

    @Override
    public void putBytes(String name, ByteBuffer bytes) {
      put(CheckpointFormat.path(prefix, name), ValueType.BYTES, bytes.duplicate());
    }

    @Override
    public StateWriter child(String name) {
      return new Part(CheckpointFormat.path(prefix, name) + "/");
    }
  }
}
