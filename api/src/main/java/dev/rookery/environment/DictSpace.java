package dev.rookery.environment;

import dev.rookery.internal.DirectBuffers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Several named parts observed together, an image beside a vector for example; made by {@link
 * Space#dict}. Only observations may have parts.
 *
 * <p>An element is its parts one after the other, in the order in which they were added, each at a
 * multiple of 4 bytes. The order belongs to the space: it decides rows, networks and files, so it
 * has to be the same in every process, which the order of many a {@link java.util.Map} is not.
 */
public final class DictSpace implements Space {

  static final DictSpace NONE = new DictSpace(List.of(), 0);

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final List<SpacePart> parts;
  private final int byteSize;

  private DictSpace(List<SpacePart> parts, int byteSize) {
    this.parts = List.copyOf(parts);
    this.byteSize = byteSize;
  }

  /**
   * The same parts and one more after them.
   *
   * @param name letters, digits and underscores, the first no digit
   * @throws IllegalArgumentException if the name is another, or there is such a part already, or
   *     the part has parts itself
   */
  public DictSpace and(String name, Space part) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a part of an observation is called by letters, digits and underscores, the first no digit, not '%s'"
              .formatted(name));
    }
    if (names().contains(name)) {
      throw new IllegalArgumentException(
          "two parts of an observation are called '%s'".formatted(name));
    }
    if (!(part instanceof TensorSpace tensor)) {
      throw new IllegalArgumentException(
          "the part '%s' of an observation has parts itself: name all of them in one space"
              .formatted(name));
    }
    List<SpacePart> more = new ArrayList<>(parts);
    more.add(new SpacePart(name, tensor, byteSize));
    return new DictSpace(more, Math.addExact(byteSize, DirectBuffers.padded(tensor.byteSize())));
  }

  /**
   * The same parts, one of them with another space.
   *
   * @throws IllegalArgumentException if no part has that name
   */
  public DictSpace with(String name, TensorSpace space) {
    part(name);
    DictSpace changed = NONE;
    for (SpacePart part : parts) {
      changed = changed.and(part.name(), part.name().equals(name) ? space : part.space());
    }
    return changed;
  }

  @Override
  public int byteSize() {
    return byteSize;
  }

  @Override
  public List<SpacePart> parts() {
    return parts;
  }

  /** The names of the parts in order. */
  public List<String> names() {
    return parts.stream().map(SpacePart::name).toList();
  }

  /**
   * The space of a part.
   *
   * @throws IllegalArgumentException if no part has that name
   */
  public TensorSpace part(String name) {
    for (SpacePart part : parts) {
      if (part.name().equals(name)) {
        return part.space();
      }
    }
    throw new IllegalArgumentException("no part '%s' among %s".formatted(name, names()));
  }

  @Override
  public TensorSpace asTensor() {
    throw new IllegalArgumentException(
        "numbers of one type and shape are needed, not %s: only observations may have named parts"
            .formatted(this));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DictSpace that && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  @Override
  public String toString() {
    return parts.stream()
        .map(part -> part.name() + ": " + part.space())
        .collect(Collectors.joining(", ", "dict(", ")"));
  }
}
