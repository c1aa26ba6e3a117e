package dev.rookery.core.workers;

import dev.rookery.DataType;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The rows that workers send: gradients or weights, and what tells how stale they are. */
final class WorkerRows {

  /**
   * int32: how many updates the common parameters had seen when the worker took those which it
   * learned with.
   */
  static final String UPDATES = "updates";

  /** int32: how many they had seen when the worker's gradients were applied, if it did that. */
  static final String APPLIED = "applied";

  /** float32: gradients or weights. */
  static final String VECTOR = "vector";

  private final ExperienceSchema schema;
  private final int updatesOffset;
  private final int appliedOffset;
  private final int vectorOffset;
  private final int size;

  /**
   * Rows with vectors of so many numbers; 0: without.
   *
   * @param size of a vector
   */
  WorkerRows(int size) {
    this.size = size;
    List<Column> columns = new ArrayList<>();
    columns.add(Column.scalar(UPDATES, DataType.INT32));
    if (size == 0) {
      columns.add(Column.scalar(APPLIED, DataType.INT32));
    } else {
      columns.add(new Column(VECTOR, DataType.FLOAT32, List.of(size)));
    }
    schema = new ExperienceSchema(columns);
    updatesOffset = schema.offsetOf(UPDATES);
    appliedOffset = size == 0 ? schema.offsetOf(APPLIED) : -1;
    vectorOffset = size == 0 ? -1 : schema.offsetOf(VECTOR);
  }

  ExperienceSchema schema() {
    return schema;
  }

  /** How many numbers a vector has. */
  int size() {
    return size;
  }

  void write(ExperienceWriter rows, long updates, long applied) {
    int row = rows.beginRow();
    rows.buffer().putInt(row + updatesOffset, (int) updates);
    rows.buffer().putInt(row + appliedOffset, (int) applied);
    rows.endRow();
  }

  /**
   * Writes a row with a vector.
   *
   * @param scale of the vector's numbers
   */
  void write(ExperienceWriter rows, long updates, float[] vector, float scale) {
    int row = rows.beginRow();
    ByteBuffer buffer = rows.buffer();
    buffer.putInt(row + updatesOffset, (int) updates);
    int at = row + vectorOffset;
    for (int i = 0; i < size; i++) {
      buffer.putFloat(at + i * Float.BYTES, vector[i] * scale);
    }
    rows.endRow();
  }

  /** How many updates were made between the parameters of a row and its gradients. */
  int staleness(ByteBuffer rows, int row, long now) {
    int at = row * schema.rowBytes();
    int applied = size == 0 ? rows.getInt(at + appliedOffset) : (int) now;
    return applied - rows.getInt(at + updatesOffset);
  }

  /** Adds a row's vector to a sum. */
  void addVector(ByteBuffer rows, int row, float[] sum) {
    int at = row * schema.rowBytes() + vectorOffset;
    for (int i = 0; i < size; i++) {
      sum[i] += rows.getFloat(at + i * Float.BYTES);
    }
  }
}
