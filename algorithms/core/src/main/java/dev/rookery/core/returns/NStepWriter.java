package dev.rookery.core.returns;

import dev.rookery.environment.VectorStep;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceWriter;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.settings.SettingsException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the steps of {@code K} environments into rows of n-step transitions (the columns of {@link
 * TransitionSchema}), as {@link NStep} defines them: one row for every step of every environment,
 * its window cut at the episode's end. Columns for masks of legal actions and for the next action
 * are written if the schema has them.
 *
 * <pre>{@code
 * writer.begin(step, actions);   // in Actor.act
 * writer.complete(step, rows);   // in Actor.observe
 * }</pre>
 *
 * <p>The latest steps are kept in slots of preallocated memory. A step has the same slot in all
 * environments, and {@link #begin} returns it, so that an actor may keep something of its own for
 * each step, for example Q-values, and find it again in a {@link RowListener}.
 *
 * <p>Not thread-safe; allocates nothing after the constructor.
 */
public final class NStepWriter {

  private final int environments;
  private final int n;
  private final double gamma;
  private final @Nullable RowListener listener;

  /** Whether a full window is written one step late, when its next observation was acted on. */
  private final boolean late;

  /** Whether windows end together, with every {@code n}th step. */
  private final boolean together;

  private final int observationOffset;
  private final int actionOffset;
  private final int rewardOffset;
  private final int discountOffset;
  private final int nextObservationOffset;
  private final int observationBytes;
  private final int actionBytes;

  /** Where the masks are in a row; -1 where the schema has no such column. */
  private final int actionMaskOffset;

  private final int nextActionMaskOffset;

  /** Where the next action is in a row; -1 where the schema has no such column. */
  private final int nextActionOffset;

  private final int maskBytes;

  /** How many steps are kept; a listener's rows need one more, see {@link RowListener}. */
  private final int slots;

  /** {@code [slots, K]} each. */
  private final ByteBuffer observations;

  private final ByteBuffer actions;
  private final ByteBuffer masks;
  private final float[] rewards;

  /** By what is discounted that comes after the step. */
  private final double[] discounts;

  /** {@code [K]}: how many completed steps no row starts with yet. */
  private final int[] pending;

  private int slot;
  private boolean begun;

  /**
   * A writer of plain transitions.
   *
   * @param schema has the columns of {@link TransitionSchema}, with masks or without
   * @param environments how many: {@code K}
   * @param n how many steps a full window has, at least 1
   * @param gamma the discount of one step, from 0 to 1
   * @throws SettingsException if {@code n} or {@code gamma} is out of range
   */
  public NStepWriter(ExperienceSchema schema, int environments, int n, double gamma) {
    this(schema, environments, n, gamma, null);
  }

  /**
   * A writer whose windows all end with every {@code n}th step, wherever they began, so that each
   * of {@code n} steps is learned from with all that followed it (Mnih et al. 2016, algorithm S2).
   *
   * @see #NStepWriter(ExperienceSchema, int, int, double)
   */
  public static NStepWriter ofRollouts(
      ExperienceSchema schema, int environments, int n, double gamma) {
    return new NStepWriter(schema, environments, n, gamma, null, true);
  }

  /**
   * A writer of transitions with columns of the algorithm's own.
   *
   * @param listener is told of every row, to fill those columns; may be null
   * @see #NStepWriter(ExperienceSchema, int, int, double)
   */
  public NStepWriter(
      ExperienceSchema schema,
      int environments,
      int n,
      double gamma,
      @Nullable RowListener listener) {
    this(schema, environments, n, gamma, listener, false);
  }

  private NStepWriter(
      ExperienceSchema schema,
      int environments,
      int n,
      double gamma,
      @Nullable RowListener listener,
      boolean together) {
    if (n < 1) {
      throw new SettingsException("an n-step return needs at least 1 step, not " + n);
    }
    if (!(gamma >= 0 && gamma <= 1)) {
      throw new SettingsException("a discount must be from 0 to 1, not " + gamma);
    }
    this.environments = environments;
    this.n = n;
    this.gamma = gamma;
    this.listener = listener;
    this.together = together;
    observationOffset = offsetOfParts(schema, TransitionSchema.OBSERVATION);
    actionOffset = schema.offsetOf(TransitionSchema.ACTION);
    rewardOffset = schema.offsetOf(TransitionSchema.REWARD);
    discountOffset = schema.offsetOf(TransitionSchema.DISCOUNT);
    nextObservationOffset = offsetOfParts(schema, TransitionSchema.NEXT_OBSERVATION);
    observationBytes = byteSizeOfParts(schema, TransitionSchema.OBSERVATION);
    actionBytes = byteSize(schema, TransitionSchema.ACTION);
    actionMaskOffset = offset(schema, TransitionSchema.ACTION_MASK);
    nextActionMaskOffset = offset(schema, TransitionSchema.NEXT_ACTION_MASK);
    nextActionOffset = offset(schema, TransitionSchema.NEXT_ACTION);
    maskBytes =
        Math.max(
            byteSize(schema, TransitionSchema.ACTION_MASK),
            byteSize(schema, TransitionSchema.NEXT_ACTION_MASK));
    late = listener != null || nextActionOffset >= 0;
    slots = late ? n + 1 : n;
    int steps = Math.multiplyExact(slots, environments);
    observations = DirectBuffers.allocate(steps, observationBytes);
    actions = DirectBuffers.allocate(steps, actionBytes);
    masks = DirectBuffers.allocate(steps, maskBytes);
    rewards = new float[steps];
    discounts = new double[steps];
    pending = new int[environments];
  }

  /**
   * Keeps what was observed and done, before the environments step.
   *
   * @param step what was acted on
   * @param actions {@code [K]}, packed, from offset 0
   * @return the step's slot, from 0; there are {@code n}, or {@code n + 1} where rows are written
   *     one step late, for a listener or {@link TransitionSchema#NEXT_ACTION}
   */
  public int begin(VectorStep step, ByteBuffer actions) {
    keep(step.observations(), observations, observationBytes);
    keep(actions, this.actions, actionBytes);
    if (maskBytes > 0) {
      keep(step.actionMasks(), masks, maskBytes);
    }
    begun = true;
    return slot;
  }

  /** Copies {@code [K]} elements into the present slot. */
  private void keep(ByteBuffer from, ByteBuffer to, int bytes) {
    to.put(slot * environments * bytes, from, 0, environments * bytes);
  }

  /**
   * Takes what the actions of the last {@link #begin} led to, and writes the rows that this
   * completes, environment by environment, the oldest first.
   *
   * @throws IllegalStateException if no step has begun
   */
  public void complete(VectorStep step, ExperienceWriter rows) {
    if (!begun) {
      throw new IllegalStateException("a step is completed that was not begun");
    }
    begun = false;
    for (int k = 0; k < environments; k++) {
      if (pending[k] == n) {
        // The window before this step was left, because what was done after it is known only now.
        write(rows, k, before(slot, 1), n, null);
        pending[k]--;
      }
      rewards[slot * environments + k] = step.rewards()[k];
      discounts[slot * environments + k] = TimeDiscount.of(gamma, step.elapsed()[k]);
      pending[k]++;
      if (step.ended(k) || (together && slot == n - 1)) {
        for (; pending[k] > 0; pending[k]--) {
          write(rows, k, slot, pending[k], step);
        }
      } else if (!late && pending[k] == n) {
        write(rows, k, slot, n, step);
        pending[k]--;
      }
    }
    slot = slot + 1 == slots ? 0 : slot + 1;
  }

  /**
   * Forgets the last {@link #begin} of environment {@code k}, whose episode ends with what was
   * acted on there, and writes the rows that this completes.
   */
  public void abandon(int k, ExperienceWriter rows) {
    int last = before(slot, 1);
    for (; pending[k] > 0; pending[k]--) {
      write(rows, k, last, pending[k], null);
    }
  }

  /**
   * Writes environment {@code k}'s window of {@code length} steps that ends with slot {@code last}.
   *
   * @param step what the window's last step led to; null if the present slot has kept it
   */
  private void write(
      ExperienceWriter rows, int k, int last, int length, @Nullable VectorStep step) {
    double sum = 0;
    double discount = 1;
    for (int back = 0; back < length; back++) {
      int at = before(last, back) * environments + k;
      sum = rewards[at] + discounts[at] * sum;
      discount *= discounts[at];
    }
    int first = before(last, length - 1);
    int index = first * environments + k;
    int nextIndex = step == null ? slot * environments + k : k;
    ByteBuffer next = step == null ? observations : step.nextObservations();
    boolean terminated = step != null && step.terminated()[k];
    int row = rows.beginRow();
    ByteBuffer buffer = rows.buffer();
    buffer.put(row + observationOffset, observations, index * observationBytes, observationBytes);
    buffer.put(row + actionOffset, actions, index * actionBytes, actionBytes);
    buffer.putFloat(row + rewardOffset, (float) sum);
    buffer.putFloat(row + discountOffset, terminated ? 0 : (float) discount);
    buffer.put(row + nextObservationOffset, next, nextIndex * observationBytes, observationBytes);
    if (actionMaskOffset >= 0) {
      buffer.put(row + actionMaskOffset, masks, index * maskBytes, maskBytes);
    }
    if (nextActionMaskOffset >= 0) {
      ByteBuffer nextMasks = step == null ? masks : step.nextActionMasks();
      buffer.put(row + nextActionMaskOffset, nextMasks, nextIndex * maskBytes, maskBytes);
    }
    if (nextActionOffset >= 0) {
      buffer.putInt(
          row + nextActionOffset, step == null ? actions.getInt(nextIndex * actionBytes) : -1);
    }
    if (listener != null) {
      listener.onRow(k, first, slot, buffer, row);
    }
    rows.endRow();
  }

  private int before(int slot, int steps) {
    int earlier = slot - steps;
    return earlier < 0 ? earlier + slots : earlier;
  }

  private static int offsetOfParts(ExperienceSchema schema, String name) {
    return schema.offsetOf(schema.columnsOf(name).get(0).name());
  }

  /** Parts lie in a row as in an observation, so that it is copied in one piece. */
  private static int byteSizeOfParts(ExperienceSchema schema, String name) {
    List<Column> parts = schema.columnsOf(name);
    int first = schema.indexOf(parts.get(0).name());
    if (!schema.columns().subList(first, first + parts.size()).equals(parts)) {
      throw new IllegalArgumentException(
          "the columns %s are not one after the other in %s".formatted(parts, schema));
    }
    return parts.size() == 1 && parts.get(0).name().equals(name)
        ? parts.get(0).byteSize()
        : parts.stream().mapToInt(part -> DirectBuffers.padded(part.byteSize())).sum();
  }

  private static int offset(ExperienceSchema schema, String column) {
    return schema.has(column) ? schema.offsetOf(column) : -1;
  }

  private static int byteSize(ExperienceSchema schema, String column) {
    return schema.has(column) ? schema.columns().get(schema.indexOf(column)).byteSize() : 0;
  }
}
