package dev.rookery.experience;

import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;

/**
 * A batch drawn from replay, column by column: made once, filled again and again. A column's buffer
 * is direct, in the machine's byte order, and never moves, so that a learner's tensors may alias
 * it.
 */
public final class SampleBatch {

  private final ExperienceSchema schema;
  private final int size;
  private final ByteBuffer[] columns;
  private final long[] keys;
  private final float[] probabilities;
  private final float[] weights;

  /** Room for {@code size} rows of {@code schema}. */
  public SampleBatch(ExperienceSchema schema, int size) {
    this.schema = schema;
    this.size = size;
    columns = new ByteBuffer[schema.columns().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = DirectBuffers.allocate(size, schema.columns().get(i).byteSize());
    }
    keys = new long[size];
    probabilities = new float[size];
    weights = new float[size];
  }

  /** The layout of the rows that it was gathered from. */
  public ExperienceSchema schema() {
    return schema;
  }

  /** How many rows. */
  public int size() {
    return size;
  }

  /** {@code [batch, shape...]}: a column's values, packed without padding. */
  public ByteBuffer column(String name) {
    return columns[schema.indexOf(name)];
  }

  /** {@code [batch, shape...]}: the values of the column at a position in the schema. */
  public ByteBuffer column(int index) {
    return columns[index];
  }

  /** {@code [batch]}: which rows these are, for {@link ReplayBuffer#updatePriorities}. */
  public long[] keys() {
    return keys;
  }

  /** {@code [batch]}: with which probability each row was drawn. */
  public float[] probabilities() {
    return probabilities;
  }

  /** {@code [batch]}: importance weights, at most 1; all 1 where rows are drawn uniformly. */
  public float[] weights() {
    return weights;
  }
}
