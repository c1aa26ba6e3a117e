package dev.rookery.core.policy;

import dev.rookery.core.distribution.ActionDistribution;
import dev.rookery.core.returns.TimeDiscount;
import dev.rookery.environment.Space;
import dev.rookery.environment.SpacePart;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceWriter;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Writes the segments of an actor's environments, all of them together whenever they are full. What
 * a step led to is valued by the step after it, and by the true last observation where the episode
 * was truncated or the segment ends. Allocates nothing per step.
 */
final class SegmentWriter {

  private final int environments;
  private final int steps;
  private final int numbers;
  private final int parameters;
  private final float discount;
  private final int rowBytes;
  private final int elementBytes;
  private final List<SpacePart> parts;
  private final int[] partOffsets;
  private final int actionOffset;
  private final int policyOffset;
  private final int rewardOffset;
  private final int discountOffset;
  private final int endedOffset;
  private final int valueOffset;
  private final int nextValueOffset;
  private final boolean hasRunningReturns;
  private final int runningReturnOffset;

  /** {@code [K]} rows that are not full yet. */
  private final ByteBuffer open;

  private final boolean[] lastEnded;

  /** {@code [K]} of the episodes that are played. */
  private final double[] runningReturns;

  private int step;

  /**
   * A writer.
   *
   * @param schema of {@link SegmentSchema}
   * @param environments how many: {@code K}
   * @param steps of each segment
   * @param discount γ
   */
  SegmentWriter(
      ExperienceSchema schema,
      Space observation,
      ActionDistribution policy,
      int environments,
      int steps,
      double discount) {
    this.environments = environments;
    this.steps = steps;
    this.discount = (float) discount;
    numbers = policy.numbers();
    parameters = policy.parameters();
    rowBytes = schema.rowBytes();
    elementBytes = observation.byteSize();
    parts = observation.parts();
    partOffsets =
        parts.stream()
            .mapToInt(part -> schema.offsetOf(part.nameIn(SegmentSchema.OBSERVATION)))
            .toArray();
    actionOffset = schema.offsetOf(SegmentSchema.ACTION);
    policyOffset = schema.offsetOf(SegmentSchema.POLICY);
    rewardOffset = schema.offsetOf(SegmentSchema.REWARD);
    discountOffset = schema.offsetOf(SegmentSchema.DISCOUNT);
    endedOffset = schema.offsetOf(SegmentSchema.ENDED);
    valueOffset = schema.offsetOf(SegmentSchema.VALUE);
    nextValueOffset = schema.offsetOf(SegmentSchema.NEXT_VALUE);
    hasRunningReturns = schema.has(SegmentSchema.RUNNING_RETURN);
    runningReturnOffset =
        hasRunningReturns ? schema.offsetOf(SegmentSchema.RUNNING_RETURN) : Integer.MIN_VALUE;
    open = DirectBuffers.allocate(environments, rowBytes);
    lastEnded = new boolean[environments];
    runningReturns = new double[environments];
  }

  /**
   * Keeps what was observed and decided, before the environments step.
   *
   * @param acted what was acted on
   * @param actions {@code [K, numbers]} drawn
   * @param policies {@code [K, parameters]} that they were drawn from
   * @param values {@code [K]} of the observations
   */
  void begin(VectorStep acted, FloatBuffer actions, FloatBuffer policies, FloatBuffer values) {
    for (int k = 0; k < environments; k++) {
      int row = k * rowBytes;
      for (int i = 0; i < partOffsets.length; i++) {
        SpacePart part = parts.get(i);
        int bytes = part.space().byteSize();
        int from = k * elementBytes + part.offset();
        open.put(row + partOffsets[i] + step * bytes, acted.observations(), from, bytes);
      }
      copy(actions, k * numbers, row + actionOffset + step * numbers * Float.BYTES, numbers);
      copy(
          policies,
          k * parameters,
          row + policyOffset + step * parameters * Float.BYTES,
          parameters);
      float value = values.get(k);
      open.putFloat(row + valueOffset + step * Float.BYTES, value);
      if (step > 0 && !lastEnded[k]) {
        open.putFloat(row + nextValueOffset + (step - 1) * Float.BYTES, value);
      }
    }
  }

  private void copy(FloatBuffer from, int first, int to, int count) {
    for (int i = 0; i < count; i++) {
      open.putFloat(to + i * Float.BYTES, from.get(first + i));
    }
  }

  /** Whether {@link #complete} needs the values of what the environments led to. */
  boolean needsNextValues(VectorStep next) {
    if (step == steps - 1) {
      return true;
    }
    for (boolean truncated : next.truncated()) {
      if (truncated) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes what the actions of the last {@link #begin} led to, and writes all rows if they are full.
   *
   * @param nextValues {@code [K]} of {@link VectorStep#nextObservations}; read only if they are
   *     {@linkplain #needsNextValues needed}
   */
  void complete(VectorStep next, FloatBuffer nextValues, ExperienceWriter rows) {
    for (int k = 0; k < environments; k++) {
      int row = k * rowBytes;
      int at = step * Float.BYTES;
      boolean terminated = next.terminated()[k];
      open.putFloat(row + rewardOffset + at, next.rewards()[k]);
      double later = TimeDiscount.of(discount, next.elapsed()[k]);
      open.putFloat(row + discountOffset + at, terminated ? 0 : (float) later);
      open.put(row + endedOffset + step, (byte) (next.ended(k) ? 1 : 0));
      if (hasRunningReturns) {
        addReward(k, next.rewards()[k], next.ended(k));
      }
      lastEnded[k] = next.ended(k);
      if (terminated) {
        open.putFloat(row + nextValueOffset + at, 0);
      } else if (lastEnded[k] || step == steps - 1) {
        open.putFloat(row + nextValueOffset + at, nextValues.get(k));
      }
    }
    if (++step == steps) {
      step = 0;
      for (int k = 0; k < environments; k++) {
        int row = rows.beginRow();
        rows.buffer().put(row, open, k * rowBytes, rowBytes);
        rows.endRow();
      }
    }
  }

  /**
   * Forgets the last {@link #begin} of environment {@code k}: the episode was cut with what was
   * acted on there, whose value is known.
   */
  void abandon(int k) {
    if (step > 0 && !lastEnded[k]) {
      open.put(k * rowBytes + endedOffset + step - 1, (byte) 1);
    }
    lastEnded[k] = true;
    runningReturns[k] = 0;
  }

  private void addReward(int k, float reward, boolean ended) {
    runningReturns[k] = reward + discount * runningReturns[k];
    int at = k * rowBytes + runningReturnOffset + step * Float.BYTES;
    open.putFloat(at, (float) runningReturns[k]);
    if (ended) {
      runningReturns[k] = 0;
    }
  }
}
