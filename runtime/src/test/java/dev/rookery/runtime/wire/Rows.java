package dev.rookery.runtime.wire;

import dev.rookery.DataType;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceBlock;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceWriter;
import java.util.List;

/** Rows that carry their number: as an int, and as bytes that follow from it. */
final class Rows {

  static final ExperienceSchema SCHEMA =
      ExperienceSchema.of(
          new Column("bytes", DataType.UINT8, List.of(5)), Column.scalar("number", DataType.INT32));

  private Rows() {}

  static void write(ExperienceWriter writer, int number) {
    int row = writer.beginRow();
    for (int i = 0; i < 5; i++) {
      writer.buffer().put(row + i, (byte) (number + i));
    }
    writer.buffer().putInt(row + SCHEMA.offsetOf("number"), number);
    writer.endRow();
  }

  /** Appends the numbers of a block's rows; fails where a row's bytes do not belong to it. */
  static void read(ExperienceBlock block, List<Integer> numbers) {
    for (int i = 0; i < block.rowCount(); i++) {
      int row = block.rowsOffset() + i * SCHEMA.rowBytes();
      int number = block.buffer().getInt(row + SCHEMA.offsetOf("number"));
      for (int j = 0; j < 5; j++) {
        if (block.buffer().get(row + j) != (byte) (number + j)) {
          throw new AssertionError("row %d has byte %d of another".formatted(number, j));
        }
      }
      numbers.add(number);
    }
  }
}
