package dev.rookery.experience;

import dev.rookery.Seeds;
import dev.rookery.internal.DirectBuffers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The layout of experience rows: named columns in order, each starting at a multiple of 4 bytes,
 * the row's width a multiple of 4 too. An algorithm declares one; actors write it, transports carry
 * it and replay keeps it as it is. Immutable.
 */
public final class ExperienceSchema {

  private final List<Column> columns;
  private final int[] offsets;
  private final int rowBytes;
  private final long hash;

  /**
   * Lays out the columns.
   *
   * @throws IllegalArgumentException if there is no column, or two have one name
   */
  public ExperienceSchema(List<Column> columns) {
    this.columns = List.copyOf(columns);
    if (this.columns.isEmpty()) {
      throw new IllegalArgumentException("an experience schema needs at least one column");
    }
    Set<String> names = new HashSet<>();
    offsets = new int[this.columns.size()];
    int end = 0;
    long h = 1;
    for (int i = 0; i < offsets.length; i++) {
      Column column = this.columns.get(i);
      if (!names.add(column.name())) {
        throw new IllegalArgumentException("two columns are named " + column.name());
      }
      offsets[i] = end;
      end = Math.addExact(end, DirectBuffers.padded(column.byteSize()));
      h = Seeds.derive(h, column.name() + ":" + column.dataType().label() + column.shape());
    }
    rowBytes = end;
    hash = h;
  }

  /** Lays out the columns; see {@link #ExperienceSchema(List)}. */
  public static ExperienceSchema of(Column... columns) {
    return new ExperienceSchema(List.of(columns));
  }

  /** The columns in order. */
  public List<Column> columns() {
    return columns;
  }

  /** The width of a row in bytes. */
  public int rowBytes() {
    return rowBytes;
  }

  /** Whether there is a column of that name. */
  public boolean has(String column) {
    return columns.stream().anyMatch(present -> present.name().equals(column));
  }

  /**
   * The position of a column.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public int indexOf(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "no column '%s' among %s".formatted(column, columns.stream().map(Column::name).toList()));
  }

  /**
   * The columns that hold one value: the one called {@code name}, or those of its named parts,
   * {@code name.part} each, in order.
   *
   * @throws IllegalArgumentException if there are none
   */
  public List<Column> columnsOf(String name) {
    if (has(name)) {
      return List.of(columns.get(indexOf(name)));
    }
    List<Column> parts =
        columns.stream().filter(column -> column.name().startsWith(name + ".")).toList();
    return parts.isEmpty() ? List.of(columns.get(indexOf(name))) : parts;
  }

  /** Where a column starts in a row, in bytes. */
  public int offsetOf(String column) {
    return offsets[indexOf(column)];
  }

  /** Where column number {@code index} starts in a row, in bytes. */
  public int offset(int index) {
    return offsets[index];
  }

  /** A number that two schemas share only if they lay out rows alike; for handshakes. */
  public long layoutHash() {
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExperienceSchema that && columns.equals(that.columns);
  }

  @Override
  public int hashCode() {
    return columns.hashCode();
  }

  @Override
  public String toString() {
    return columns + " in rows of " + rowBytes + " bytes";
  }
}
