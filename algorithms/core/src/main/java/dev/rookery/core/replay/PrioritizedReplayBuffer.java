package dev.rookery.core.replay;

import dev.rookery.DataType;
import dev.rookery.RookeryException;
import dev.rookery.algorithm.DivergenceException;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.SampleBatch;
import dev.rookery.settings.SettingsException;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Draws rows in proportion to their priorities (Schaul et al. 2016, "Prioritized Experience
 * Replay", sections 3.3 and 3.4, the proportional variant).
 *
 * <p>Row {@code i} is drawn with probability {@code P(i) = p(i)^alpha / sum of all p^alpha}, where
 * {@code p = |priority| + epsilon}; the draw is stratified: one row from each of {@code batch}
 * equal shares of the sum. Importance weights are {@code (N P(i))^-beta}, divided by the largest of
 * the batch. A fresh row gets the largest priority seen so far, at first 1; or, if the schema has a
 * column for it, the priority that its actor gave it (Horgan et al. 2018, "Ape-X").
 *
 * <p>With a {@link SoftCapacity} it is trimmed from time to time, all rows at once, in time that
 * hardly depends on how many there are.
 *
 * <p>Not thread-safe.
 */
public final class PrioritizedReplayBuffer extends StoredReplay implements PrioritizedReplay {

  /**
   * What algorithms add to every priority, so that no row is lost for ever (Schaul et al. 2016,
   * section 3.3).
   */
  public static final double EPSILON = 1e-6;

  private final double epsilon;
  private final Power alpha;
  private final @Nullable SoftCapacity softCapacity;
  private final SumTree tree;

  /** Where a row has its own initial priority, in bytes; -1 if it has none. */
  private final int priorityOffset;

  private final Power beta = new Power(0.4);

  /** The largest {@code p^alpha} seen so far. */
  private double largest = 1;

  private double[] values = new double[0];
  private int[] slots = new int[0];

  /**
   * An empty buffer whose fresh rows get the largest priority seen so far.
   *
   * @param capacity how many rows it keeps, at least 1
   * @param alpha how much priorities matter, from 0 (not at all) to 1 (fully)
   * @param epsilon what is added to every priority, above 0, so that no row is lost for ever
   * @throws SettingsException if {@code alpha} or {@code epsilon} is out of range
   * @throws RookeryException if the machine lacks the memory
   */
  public PrioritizedReplayBuffer(
      ExperienceSchema schema, int capacity, double alpha, double epsilon) {
    this(schema, capacity, null, alpha, epsilon, null);
  }

  /**
   * An empty buffer whose rows may bring their initial priorities along, and which may be trimmed.
   *
   * @param softCapacity when it is trimmed, and to how many rows; null: never
   * @param priorityColumn the name of a scalar float32 column with the row's initial priority, at
   *     least 0; or null
   * @throws SettingsException if the soft capacity is above {@code capacity}
   * @see #PrioritizedReplayBuffer(ExperienceSchema, int, double, double)
   */
  public PrioritizedReplayBuffer(
      ExperienceSchema schema,
      int capacity,
      @Nullable SoftCapacity softCapacity,
      double alpha,
      double epsilon,
      @Nullable String priorityColumn) {
    super(schema, capacity);
    this.softCapacity = softCapacity;
    try {
      if (softCapacity != null && softCapacity.rows() > capacity) {
        throw new SettingsException(
            "a replay of %s rows can never have more than the soft capacity of %s"
                .formatted(capacity, softCapacity.rows()));
      }
      requireShare("alpha", alpha);
      if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
        throw new SettingsException(
            "prioritized replay needs an epsilon above 0, for example 1e-6, not " + epsilon);
      }
      this.epsilon = epsilon;
      this.alpha = new Power(alpha);
      priorityOffset = priorityColumn == null ? -1 : scalarOffset(schema, priorityColumn);
      tree = new SumTree(capacity);
    } catch (RuntimeException e) {
      close();
      throw e;
    } catch (OutOfMemoryError e) {
      close();
      throw new RookeryException(
          "the heap has no room for the priorities of %s rows, about %s MB; lower the replay capacity or raise -Xmx"
              .formatted(capacity, (10L * capacity) >> 20),
          e);
    }
  }

  @Override
  public void beta(double beta) {
    requireShare("beta", beta);
    this.beta.exponent(beta);
  }

  /**
   * {@inheritDoc}
   *
   * @throws DivergenceException if a row's own priority is negative, infinite or NaN; no row is
   *     taken then
   */
  @Override
  public void insert(ByteBuffer source, int offset, int count) {
    if (priorityOffset >= 0) {
      int rowBytes = schema().rowBytes();
      for (int i = 0; i < count; i++) {
        float priority = source.getFloat(offset + i * rowBytes + priorityOffset);
        if (!isPriority(priority)) {
          throw new DivergenceException(
              "row %s of a block of %s has the priority %s; actors must give finite numbers of at least 0"
                  .formatted(i, count, priority));
        }
      }
    }
    super.insert(source, offset, count);
  }

  @Override
  public void trim(long learnerSteps) {
    if (softCapacity != null && learnerSteps % softCapacity.interval() == 0) {
      removeOldest(Math.max(0, rows.size() - softCapacity.rows()));
    }
  }

  /** Forgets the oldest rows: they are never drawn again, and updates of them are skipped. */
  void removeOldest(int count) {
    int first = (int) (rows.oldest() % capacity());
    rows.removeOldest(count);
    int beforeEnd = Math.min(count, capacity() - first);
    tree.fill(first, beforeEnd, 0);
    tree.fill(0, count - beforeEnd, 0);
  }

  @Override
  protected void inserted(int firstSlot, int count) {
    if (priorityOffset < 0) {
      tree.fill(firstSlot, count, largest);
      return;
    }
    grow(count);
    for (int i = 0; i < count; i++) {
      values[i] = alpha.of(rows.getFloat(firstSlot + i, priorityOffset) + epsilon);
    }
    tree.set(firstSlot, values, count);
  }

  @Override
  protected void choose(int[] slots, SampleBatch batch, RandomGenerator random) {
    int count = batch.size();
    grow(count);
    double total = tree.total();
    double share = total / count;
    for (int i = 0; i < count; i++) {
      values[i] = (i + random.nextDouble()) * share;
    }
    tree.find(values, slots, count);
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      values[i] = tree.get(slots[i]);
      smallest = Math.min(smallest, values[i]);
    }
    // The weight of P(i) over that of the smallest P: N and the total cancel out.
    for (int i = 0; i < count; i++) {
      batch.probabilities()[i] = (float) (values[i] / total);
      batch.weights()[i] = (float) beta.of(smallest / values[i]);
    }
  }

  @Override
  public void updatePriorities(long[] keys, float[] priorities, int count) {
    for (int i = 0; i < count; i++) {
      if (!isPriority(priorities[i])) {
        throw new IllegalArgumentException(
            "priority %s of %s is %s; it must be a finite number of at least 0"
                .formatted(i, count, priorities[i]));
      }
    }
    grow(count);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int slot = rows.slot(keys[i]);
      if (slot >= 0) {
        double value = alpha.of(priorities[i] + epsilon);
        largest = Math.max(largest, value);
        slots[kept] = slot;
        values[kept++] = value;
      }
    }
    tree.set(slots, values, kept);
  }

  @Override
  public void save(StateWriter state) {
    super.save(state);
    state.putDouble("largest", largest);
    state.putDouble("beta", beta.exponent());
    tree.save(state.child("priorities"), rows.usedSlots());
  }

  @Override
  public void load(StateReader state) {
    super.load(state);
    largest = state.getDouble("largest");
    beta.exponent(state.getDouble("beta"));
    tree.load(state.child("priorities"), rows.usedSlots());
  }

  private void grow(int count) {
    if (values.length < count) {
      values = new double[count];
      slots = new int[count];
    }
  }

  private static boolean isPriority(float priority) {
    return priority >= 0 && priority < Float.POSITIVE_INFINITY;
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new SettingsException(
          "prioritized replay needs a %s from 0 to 1, not %s".formatted(name, value));
    }
  }

  private static int scalarOffset(ExperienceSchema schema, String name) {
    Column column = schema.columns().get(schema.indexOf(name));
    if (column.dataType() != DataType.FLOAT32 || column.size() != 1) {
      throw new IllegalArgumentException(
          "priorities need a column with one float32, not %s".formatted(column));
    }
    return schema.offsetOf(name);
  }
}
