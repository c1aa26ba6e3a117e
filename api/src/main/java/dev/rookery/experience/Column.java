package dev.rookery.experience;

import dev.rookery.DataType;
import dev.rookery.environment.Space;
import dev.rookery.environment.TensorSpace;
import java.util.List;

/**
 * One named field of an experience row.
 *
 * @param name unique in its schema, for example {@code next_observation}
 * @param dataType of each number
 * @param shape of one row's value, without a batch dimension; empty for a single number
 */
public record Column(String name, DataType dataType, List<Integer> shape) {

  /** Keeps an immutable copy of the shape. */
  public Column {
    shape = List.copyOf(shape);
  }

  /** A single number. */
  public static Column scalar(String name, DataType dataType) {
    return new Column(name, dataType, List.of());
  }

  /** An element of a space without named parts. */
  public static Column of(String name, TensorSpace space) {
    return new Column(name, space.dataType(), space.shape());
  }

  /**
   * An element of {@code space}: one column, or one for each named part, called {@code name.part}.
   * In a row they lie as the parts of an element do.
   */
  public static List<Column> allOf(String name, Space space) {
    return space.parts().stream().map(part -> of(part.nameIn(name), part.space())).toList();
  }

  /** How many numbers. */
  public int size() {
    int size = 1;
    for (int i = 0; i < shape.size(); i++) {
      size = Math.multiplyExact(size, shape.get(i));
    }
    return size;
  }

  /** How many bytes, without padding. */
  public int byteSize() {
    return Math.multiplyExact(size(), dataType.bytes());
  }
}
