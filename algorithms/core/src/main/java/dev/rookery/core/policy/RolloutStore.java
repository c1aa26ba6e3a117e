package dev.rookery.core.policy;

import dev.rookery.algorithm.DivergenceException;
import dev.rookery.core.distribution.ActionDistribution;
import dev.rookery.core.replay.RowQueue;
import dev.rookery.experience.ExperienceSchema;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Segments that wait until the learner takes them, each once. */
public final class RolloutStore extends RowQueue {

  private final ActionDistribution distribution;
  private final int actionOffset;
  private final float[] action;

  /** An empty store of {@link SegmentSchema}'s rows, with actions of this distribution. */
  public RolloutStore(ExperienceSchema schema, ActionDistribution distribution) {
    super(schema);
    this.distribution = distribution;
    actionOffset = schema.offsetOf(SegmentSchema.ACTION);
    action = new float[schema.columns().get(schema.indexOf(SegmentSchema.ACTION)).size()];
  }

  /** {@inheritDoc} An action that the distribution cannot have drawn is refused too. */
  @Override
  protected void check(ByteBuffer rows, int row) {
    super.check(rows, row);
    for (int i = 0; i < action.length; i++) {
      action[i] = rows.getFloat(row + actionOffset + i * Float.BYTES);
    }
    for (int at = 0; at < action.length; at += distribution.numbers()) {
      if (!distribution.isAction(action, at)) {
        throw new DivergenceException(
            "column 'action' of the experience has %s, which is no action"
                .formatted(
                    Arrays.toString(Arrays.copyOfRange(action, at, at + distribution.numbers()))));
      }
    }
  }
}
