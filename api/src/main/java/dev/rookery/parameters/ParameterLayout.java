package dev.rookery.parameters;

import dev.rookery.Seeds;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Where each of a network's parameters lies in the one flat float32 vector that holds them all.
 * Immutable.
 */
public final class ParameterLayout {

  /**
   * One parameter.
   *
   * @param name unique, for example {@code hidden0.weight}
   * @param shape its dimensions
   * @param offset where it starts, in floats
   * @param size how many floats
   * @param trained whether gradients move it; if not, only the learner writes it, and it comes
   *     after all that are
   */
  public record Entry(String name, List<Long> shape, int offset, int size, boolean trained) {

    /** A parameter that is trained. */
    public Entry(String name, List<Long> shape, int offset, int size) {
      this(name, shape, offset, size, true);
    }
  }

  private final List<Entry> entries;
  private final int size;
  private final int trainedSize;
  private final long hash;

  /**
   * Takes entries that follow each other without gaps or overlaps, those that are trained first.
   */
  public ParameterLayout(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    int end = 0;
    int trained = 0;
    long h = 2;
    for (Entry entry : this.entries) {
      if (entry.offset() != end) {
        throw new IllegalArgumentException(
            "parameter %s starts at %s, not at %s".formatted(entry.name(), entry.offset(), end));
      }
      if (entry.trained() && trained < end) {
        throw new IllegalArgumentException(
            "parameter %s is trained, and comes after one that is not".formatted(entry.name()));
      }
      end = Math.addExact(end, entry.size());
      trained = entry.trained() ? end : trained;
      h = Seeds.derive(h, entry.name() + entry.shape() + (entry.trained() ? "" : " constant"));
    }
    size = end;
    trainedSize = trained;
    hash = h;
  }

  /** The parameters in order. */
  public List<Entry> entries() {
    return entries;
  }

  /** How many floats all parameters have together. */
  public int size() {
    return size;
  }

  /** How many floats, from the start, are trained. */
  public int trainedSize() {
    return trainedSize;
  }

  /** Direct memory for the values of all parameters, in the machine's byte order. */
  public ByteBuffer allocate() {
    return DirectBuffers.allocate(size, Float.BYTES);
  }

  /** A number that two layouts share only if they are alike; for handshakes. */
  public long layoutHash() {
    return hash;
  }
}
