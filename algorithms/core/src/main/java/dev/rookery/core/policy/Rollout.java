package dev.rookery.core.policy;

import dev.rookery.core.distribution.ActionDistribution;
import dev.rookery.core.distribution.Categorical;
import dev.rookery.core.returns.GeneralizedAdvantage;
import dev.rookery.environment.Space;
import dev.rookery.environment.SpacePart;
import dev.rookery.environment.TensorSpace;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.SampleBatch;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The steps of many segments, as plain arrays: step {@code t} of segment {@code s} is number {@code
 * s · steps + t}, so those of a segment are consecutive. Observations stay where they are and are
 * copied to the batches that a network sees. Not thread-safe; allocates nothing once arrays are as
 * large as the largest rollout.
 */
public final class Rollout {

  private final ExperienceSchema schema;
  private final ActionDistribution distribution;
  private final int steps;
  private final List<SpacePart> parts;
  private final ExperienceSchema batchSchema;
  private ByteBuffer rows = DirectBuffers.allocate(0);
  private int size;
  private float[] actions = new float[0];
  private float[] policies = new float[0];
  private float[] logPi = new float[0];
  private float[] rewards = new float[0];
  private float[] discounts = new float[0];
  private byte[] ended = new byte[0];
  private float[] values = new float[0];
  private float[] nextValues = new float[0];
  private float[] runningReturns = new float[0];

  /**
   * An empty rollout.
   *
   * @param schema of {@link SegmentSchema}
   * @param distribution of the policy
   * @param steps of each segment
   */
  public Rollout(
      ExperienceSchema schema, Space observation, ActionDistribution distribution, int steps) {
    this.schema = schema;
    this.distribution = distribution;
    this.steps = steps;
    parts = observation.parts();
    batchSchema = new ExperienceSchema(Column.allOf(SegmentSchema.OBSERVATION, observation));
  }

  /** An empty batch of so many observations, for {@link #gather}. */
  public SampleBatch batch(int rows) {
    return new SampleBatch(batchSchema, rows);
  }

  /** Takes all segments that wait in a store; valid until the next call. */
  public void take(RolloutStore store) {
    take(store, Integer.MAX_VALUE);
  }

  /**
   * Takes the segments that have waited longest in a store; valid until the next call.
   *
   * @param most how many at most
   */
  public void take(RolloutStore store, int most) {
    rows = store.take(most);
    int segments = rows.limit() / schema.rowBytes();
    size = segments * steps;
    actions = floats(SegmentSchema.ACTION, actions, distribution.numbers());
    policies = floats(SegmentSchema.POLICY, policies, distribution.parameters());
    rewards = floats(SegmentSchema.REWARD, rewards, 1);
    discounts = floats(SegmentSchema.DISCOUNT, discounts, 1);
    values = floats(SegmentSchema.VALUE, values, 1);
    nextValues = floats(SegmentSchema.NEXT_VALUE, nextValues, 1);
    if (schema.has(SegmentSchema.RUNNING_RETURN)) {
      runningReturns = floats(SegmentSchema.RUNNING_RETURN, runningReturns, 1);
    }
    if (ended.length < size) {
      ended = new byte[size];
    }
    int offset = schema.offsetOf(SegmentSchema.ENDED);
    for (int s = 0; s < segments; s++) {
      rows.get(s * schema.rowBytes() + offset, ended, s * steps, steps);
    }
    if (logPi.length < size) {
      logPi = new float[size];
    }
    for (int i = 0; i < size; i++) {
      int policy = i * distribution.parameters();
      logPi[i] =
          (float)
              distribution.logProbability(policies, policy, actions, i * distribution.numbers());
    }
  }

  /** Copies a column out, {@code width} numbers for each step. */
  private float[] floats(String column, float[] present, int width) {
    float[] numbers = present.length < size * width ? new float[size * width] : present;
    int offset = schema.offsetOf(column);
    int each = steps * width;
    for (int i = 0; i < size * width; i++) {
      int at = i / each * schema.rowBytes() + offset + i % each * Float.BYTES;
      numbers[i] = rows.getFloat(at);
    }
    return numbers;
  }

  /**
   * Computes the generalized advantages of all steps, by the values of when they were made; see
   * {@link GeneralizedAdvantage}.
   *
   * @param lambda λ
   * @param advantage receives the advantages
   * @param target receives the values' targets
   */
  public void advantages(double lambda, float[] advantage, float[] target) {
    for (int from = 0; from < size; from += steps) {
      GeneralizedAdvantage.compute(
          rewards, discounts, ended, values, nextValues, lambda, from, steps, advantage, target);
    }
  }

  /**
   * Copies the observations of some steps.
   *
   * @param order numbers of steps
   * @param from where in {@code order} the batch begins
   */
  public void gather(int[] order, int from, SampleBatch batch) {
    for (int i = 0; i < parts.size(); i++) {
      int bytes = parts.get(i).space().byteSize();
      int offset = schema.offsetOf(parts.get(i).nameIn(SegmentSchema.OBSERVATION));
      ByteBuffer column = batch.column(i);
      for (int b = 0; b < batch.size(); b++) {
        int number = order[from + b];
        int at = number / steps * schema.rowBytes() + offset + number % steps * bytes;
        column.put(b * bytes, rows, at, bytes);
      }
    }
  }

  /**
   * The observations of all steps, {@code [size, numbers]} of one part that is a box of float32 or
   * of bytes, as numbers; a new array.
   *
   * @param part which one
   */
  float[] observations(int part) {
    TensorSpace space = parts.get(part).space();
    int offset = schema.offsetOf(parts.get(part).nameIn(SegmentSchema.OBSERVATION));
    float[] numbers = new float[size * space.size()];
    for (int i = 0; i < numbers.length; i++) {
      int number = i / space.size();
      int index = number % steps * space.size() + i % space.size();
      int at = number / steps * schema.rowBytes() + offset;
      numbers[i] =
          switch (space.dataType()) {
            case FLOAT32 -> rows.getFloat(at + index * Float.BYTES);
            case UINT8 -> rows.get(at + index) & 0xff;
            case INT32 -> rows.getInt(at + index * Integer.BYTES);
          };
    }
    return numbers;
  }

  /**
   * Makes those parameters of a distribution illegal that were so when step {@code number} was
   * made.
   *
   * @param parameters of the same step, by the network as it is now, from {@code at} on
   */
  public void excludeIllegal(int number, float[] parameters, int at) {
    int count = distribution.parameters();
    for (int i = 0; i < count; i++) {
      if (policies[number * count + i] == Categorical.ILLEGAL) {
        parameters[at + i] = Categorical.ILLEGAL;
      }
    }
  }

  /** How many steps there are; arrays may be longer. */
  public int size() {
    return size;
  }

  /** How many steps a segment has. */
  public int segmentSteps() {
    return steps;
  }

  /** {@code [size, numbers]}: what was drawn. */
  public float[] actions() {
    return actions;
  }

  /** {@code [size, parameters]}: the distributions that it was drawn from. */
  public float[] policies() {
    return policies;
  }

  /** {@code [size]}: the logarithms of its probabilities then. */
  public float[] logPi() {
    return logPi;
  }

  /** {@code [size]}: rewards; scaled where they are normalised. */
  public float[] rewards() {
    return rewards;
  }

  /** {@code [size]}: γ, or 0 where the episode terminated. */
  public float[] discounts() {
    return discounts;
  }

  /** {@code [size]}: 1 where the episode terminated or was truncated. */
  public byte[] ended() {
    return ended;
  }

  /** {@code [size]}: the values of the observations then. */
  public float[] values() {
    return values;
  }

  /** {@code [size]}: the values of what the steps led to, 0 where the episode terminated. */
  public float[] nextValues() {
    return nextValues;
  }

  /** {@code [size]}: see {@link SegmentSchema#RUNNING_RETURN}; empty where segments have none. */
  float[] runningReturns() {
    return runningReturns;
  }
}
