package dev.rookery.runtime.checkpoint;

import dev.rookery.checkpoint.CheckpointException;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.file.Problems;
import dev.rookery.core.file.WholeFile;
import dev.rookery.runtime.ownership.Ownership;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A checkpoint that was found whole and undamaged when it was opened. It stays readable until it is
 * closed, even if the file is deleted meanwhile. Thread-safe.
 */
public final class CheckpointFile implements AutoCloseable {

  /** How the names of checkpoints end. */
  public static final String EXTENSION = ".npz";

  /** What kinds of values are called in messages. */
  private static final Map<Class<?>, String> KINDS =
      Map.of(
          Long.class, "a whole number",
          Double.class, "a number",
          CheckpointIndex.Array.class, "an array");

  private static final int NAMES_SHOWN = 20;

  private final Path path;
  private final FileChannel channel;
  private final CheckpointIndex index;

  private CheckpointFile(Path path, FileChannel channel, CheckpointIndex index) {
    this.path = path;
    this.channel = channel;
    this.index = index;
  }

  /**
   * Writes a checkpoint; a file that is there already is replaced once the new one is whole and on
   * the disk.
   *
   * @param path in a directory that exists
   * @param environmentSteps how many steps the run has made
   * @param state writes the state; what it throws is thrown on, and there is no new file
   * @throws CheckpointException if it cannot be written; a file that was there is as it was
   */
  public static void write(Path path, long environmentSteps, Consumer<StateWriter> state) {
    try {
      Ownership.write(
          path,
          staged ->
              WholeFile.write(
                  staged,
                  channel -> {
                    CheckpointWriter writer = new CheckpointWriter(channel, environmentSteps);
                    state.accept(writer.root());
                    writer.finish();
                  }));
    } catch (UncheckedIOException e) {
      throw cannotWrite(path, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
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
        return new CheckpointFile(path, channel, CheckpointIndex.readAndCheckAll(path, channel));
      } catch (Throwable e) {
        channel.close();
        throw e;
      }
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

  static CheckpointException cannotWrite(Path path, IOException e) {
    return new CheckpointException(
        "%s cannot be written: %s; earlier checkpoints are as they were"
            .formatted(path, Problems.describe(e)),
        e);
  }

  private static CheckpointException cannotRead(Path path, IOException e) {
    return new CheckpointException(
        "%s cannot be read: %s".formatted(path, Problems.describe(e)), e);
  }

  /** A part of the state; {@code prefix} is its path. */
  private final class Part implements StateReader {

    private final String prefix;

    Part(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public long getLong(String name) {
      return value(name, Long.class);
    }

    @Override
    public double getDouble(String name) {
      return value(name, Double.class);
    }

    @Override
    public void getBytes(String name, ByteBuffer target) {
      CheckpointIndex.Array array = value(name, CheckpointIndex.Array.class);
      if (array.bytes() != target.remaining()) {
        throw new CheckpointException(
            "'%s' has %s bytes in %s, but %s are wanted: it was saved by another configuration"
                .formatted(
                    CheckpointFormat.path(prefix, name), array.bytes(), path, target.remaining()));
      }
      try {
        CheckpointIndex.readFully(channel, array.offset(), target.duplicate());
      } catch (IOException e) {
        throw cannotRead(path, e);
      }
    }

    @Override
    public boolean has(String name) {
      return index.values().containsKey(CheckpointFormat.path(prefix, name));
    }

    @Override
    public StateReader child(String name) {
      return new Part(CheckpointFormat.path(prefix, name) + "/");
    }

    private <T> T value(String name, Class<T> type) {
      String wanted = CheckpointFormat.path(prefix, name);
      Object value = index.values().get(wanted);
      if (value == null) {
        throw new CheckpointException(
            "%s has no value '%s'; beside it there are: %s".formatted(path, wanted, names()));
      }
      if (!type.isInstance(value)) {
        throw new CheckpointException(
            "'%s' is %s in %s, but %s is wanted"
                .formatted(wanted, KINDS.get(value.getClass()), path, KINDS.get(type)));
      }
      return type.cast(value);
    }

    /** The names directly in the part, for messages. */
    private String names() {
      Set<String> names = new LinkedHashSet<>();
      for (String value : index.values().keySet()) {
        if (value.startsWith(prefix)) {
          names.add(value.substring(prefix.length()).replaceAll("/.*", "/"));
        }
        if (names.size() > NAMES_SHOWN) {
          return String.join(", ", names) + ", …";
        }
      }
      return names.isEmpty() ? "no values" : String.join(", ", names);
    }
  }
}
