package dev.rookery.core.learning;

import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.experience.SampleBatch;
import java.nio.FloatBuffer;

/**
 * The returns that rewards and discounts allow. A row's value is {@code R + discount * value}. If
 * no value is above {@code B}, and {@code R <= (1 - discount) * B} holds for every row, then no
 * row's value is above {@code B} either: the largest {@code R / (1 - discount)} is a bound that
 * right values keep, for rewards of either sign, any number of steps and rows that end an episode;
 * in the same way the smallest is a bound from below. 0 is always possible: it is what follows the
 * end of an episode. Where the discount is 1, the bound in the direction of the reward is infinite.
 *
 * @param lowest at most 0
 * @param highest at least 0
 */
public record ReturnBounds(double lowest, double highest) {

  /** What is possible without any reward. */
  public static final ReturnBounds NONE = new ReturnBounds(0, 0);

  private static final int ROWS = 256;

  /** The bounds with one row more. One whose reward is not finite says nothing of returns. */
  public ReturnBounds with(float reward, float discount) {
    double bound = reward == 0 ? 0 : reward / (1.0 - discount);
    return !Float.isFinite(reward) || (bound >= lowest && bound <= highest)
        ? this
        : new ReturnBounds(Math.min(lowest, bound), Math.max(highest, bound));
  }

  /** The bounds of all rows in a replay, whose rows are those of {@link TransitionSchema}. */
  public static ReturnBounds of(ReplayBuffer replay) {
    SampleBatch rows = new SampleBatch(replay.schema(), ROWS);
    FloatBuffer rewards = rows.column(TransitionSchema.REWARD).asFloatBuffer();
    FloatBuffer discounts = rows.column(TransitionSchema.DISCOUNT).asFloatBuffer();
    ReturnBounds bounds = NONE;
    long key = 0;
    int count;
    while ((count = replay.read(key, rows)) > 0) {
      for (int i = 0; i < count; i++) {
        bounds = bounds.with(rewards.get(i), discounts.get(i));
      }
      key = rows.keys()[count - 1] + 1;
    }
    return bounds;
  }
}
