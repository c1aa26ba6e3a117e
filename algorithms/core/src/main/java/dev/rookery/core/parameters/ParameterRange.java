package dev.rookery.core.parameters;

import dev.rookery.parameters.ParameterLayout;
import java.util.List;

/**
 * Some of a network's parameters that lie side by side, for example those of one of its parts.
 *
 * @param offset where the first starts, in floats
 * @param size how many floats
 */
public record ParameterRange(int offset, int size) {

  /** All of them. */
  public static ParameterRange all(ParameterLayout layout) {
    return new ParameterRange(0, layout.size());
  }

  /** Those that are trained. */
  public static ParameterRange trained(ParameterLayout layout) {
    return new ParameterRange(0, layout.trainedSize());
  }

  /** Those that are not. */
  public static ParameterRange constants(ParameterLayout layout) {
    return new ParameterRange(layout.trainedSize(), layout.size() - layout.trainedSize());
  }

  /**
   * Those of one part of a network.
   *
   * @param part the part's name, without the dot that its parameters' names have after it
   * @throws IllegalArgumentException if there are none, or they do not lie side by side
   */
  public static ParameterRange of(ParameterLayout layout, String part) {
    List<ParameterLayout.Entry> entries =
        layout.entries().stream().filter(entry -> entry.name().startsWith(part + ".")).toList();
    int size = entries.stream().mapToInt(ParameterLayout.Entry::size).sum();
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("no parameter belongs to " + part);
    }
    ParameterLayout.Entry last = entries.get(entries.size() - 1);
    int offset = entries.get(0).offset();
    if (last.offset() + last.size() != offset + size) {
      throw new IllegalArgumentException("parameters lie between those of " + part);
    }
    return new ParameterRange(offset, size);
  }

  /** Whether a parameter lies in it. */
  boolean contains(ParameterLayout.Entry entry) {
    return entry.offset() >= offset && entry.offset() + entry.size() <= offset + size;
  }
}
