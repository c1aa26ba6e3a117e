package dev.rookery.runtime.checkpoint;

import dev.rookery.checkpoint.CheckpointException;
import dev.rookery.checkpoint.StateReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * A checkpoint that was found whole and undamaged when it was opened. It stays readable until it is
 * closed, even if the file is deleted meanwhile. Thread-safe.
 */
public final class CheckpointFile implements AutoCloseable {

  /** A value in the file. */
  record Section(ValueType type, long offset, long length, int checksum) {}

  private final Path path;
  private final FileChannel channel;
  private final CheckpointIndex index;

  private CheckpointFile(Path path, FileChannel channel, CheckpointIndex index) {
    this.path = path;
    this.channel = channel;
    this.index = index;
  }

  /**
   * Opens a checkpoint and checks all of it.
   *
   * @throws CheckpointException if it cannot be read, is damaged, or has another format; the
   *     message names the file and what is wrong with it
   */
  public static CheckpointFile open(Path path) {
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      try {
        return new CheckpointFile(path, channel, CheckpointIndex.readAndCheckAll(channel));
      } catch (Throwable e) {
        channel.close();
        throw e;
      }
    } catch (DamageException e) {
      throw new CheckpointException("%s %s".formatted(path, e.getMessage()), e);
    } catch (IOException e) {
      throw cannotRead(path, e);
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** How many environment steps the run had made. */
  public long environmentSteps() {
    return index.environmentSteps();
  }

  /** The whole state; it reads from the file as long as that is open. */
  public StateReader state() {
    return new Part("");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw cannotRead(path, e);
    }
  }

  private static CheckpointException cannotRead(Path path, IOException e) {
    return new CheckpointException(
        "%s cannot be read: %s".formatted(path, FileErrors.describe(e)), e);
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
        throw new EOFException("the file has become shorter");
      }
      target.position(target.position() + read);
      position += read;
    }
  }

  /** A part of the state; {@code prefix} is its path. */
  private final class Part implements StateReader {

    private final String prefix;

    Part(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public long getLong(String name) {
      return number(name, ValueType.WHOLE_NUMBER);
    }

    @Override
    public double getDouble(String name) {
      return Double.longBitsToDouble(number(name, ValueType.NUMBER));
    }

    @Override
    public void getBytes(String name, ByteBuffer target) {
      Section section = section(name, ValueType.BYTES);
      if (section.length() != target.remaining()) {
        throw new CheckpointException(
            "'%s' has %s bytes in %s, but %s are wanted: it was saved by another configuration"
                .formatted(
                    CheckpointFormat.path(prefix, name),
                    section.length(),
                    path,
                    target.remaining()));
      }
      read(section, target.duplicate());
    }

    @Override
    public boolean has(String name) {
      return index.sections().containsKey(CheckpointFormat.path(prefix, name));
    }

    @Override
    public StateReader child(String name) {
      return new Part(CheckpointFormat.path(prefix, name) + "/");
    }

    private long number(String name, ValueType type) {
      ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      read(section(name, type), number);
      return number.getLong(0);
    }

    private void read(Section section, ByteBuffer target) {
      try {
        readFully(channel, section.offset(), target);
      } catch (IOException e) {
        throw cannotRead(path, e);
      }
    }

    private Section section(String name, ValueType type) {
      String wanted = CheckpointFormat.path(prefix, name);
      Map<String, Section> sections = index.sections();
      Section section = sections.get(wanted);
      if (section == null) {
        throw new CheckpointException(
            "%s has no value '%s'; beside it there are: %s"
                .formatted(path, wanted, index.describe(prefix)));
      }
      if (section.type() != type) {
        throw new CheckpointException(
            "'%s' is %s in %s, but %s is wanted"
                .formatted(wanted, section.type().description(), path, type.description()));
      }
      return section;
    }
  }
}
