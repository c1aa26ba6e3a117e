package dev.rookery.core.learning;

import dev.rookery.DataType;
import dev.rookery.RookeryException;
import dev.rookery.algorithm.DivergenceException;
import dev.rookery.experience.Column;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.experience.SampleBatch;
import java.nio.FloatBuffer;

/**
 * Checks of a batch's importance weights, priorities and loss. Without them a run would go on
 * silently and learn nothing, or nonsense.
 */
final class BatchChecks {

  private BatchChecks() {}

  /**
   * Requires importance weights that are finite, at least 0, and not all 0.
   *
   * @param replay drew the batch
   * @param update the number of the update under way, for the message
   */
  static void requireWeights(SampleBatch batch, ReplayBuffer replay, long update) {
    float[] weights = batch.weights();
    float largest = 0;
    for (int b = 0; b < weights.length; b++) {
      if (!(weights[b] >= 0 && weights[b] < Float.POSITIVE_INFINITY)) {
        throw new RookeryException(
            "row %s of the batch has the importance weight %s in update %s; sample of %s must give finite weights of at least 0"
                .formatted(b, weights[b], update, replay.getClass().getName()));
      }
      largest = Math.max(largest, weights[b]);
    }
    if (largest == 0) {
      throw new RookeryException(
          "all importance weights of the batch are 0 in update %s, so nothing would be learned; sample of %s must write SampleBatch.weights(), 1 each where rows are drawn uniformly"
              .formatted(update, replay.getClass().getName()));
    }
  }

  /**
   * Adds up priorities, which must have been written, be finite and at least 0.
   *
   * @param priorities were NaN before the learner wrote them
   * @return their sum
   * @throws DivergenceException if one is NaN or infinite
   * @throws RookeryException if one is negative
   */
  static double sumOfPriorities(float[] priorities, ReplayLearner learner, long update) {
    double sum = 0;
    for (int b = 0; b < priorities.length; b++) {
      float priority = priorities[b];
      if (!(priority >= 0 && priority < Float.POSITIVE_INFINITY)) {
        String message =
            "row %s of the batch got the priority %s in update %s; gradients of %s must write a finite number of at least 0 for each row, for example the size of its TD error"
                .formatted(b, priority, update, learner.getClass().getName());
        throw Float.isFinite(priority)
            ? new RookeryException(message)
            : new DivergenceException(message);
      }
      sum += priority;
    }
    return sum;
  }

  /** Says what made a loss run away: a column that is not finite, or the network itself. */
  static DivergenceException diverged(double loss, SampleBatch batch, long update) {
    String suspect = "the network's outputs: the learning rate may be too high";
    for (Column column : batch.schema().columns()) {
      if (column.dataType() == DataType.FLOAT32) {
        FloatBuffer values = batch.column(column.name()).asFloatBuffer();
        for (int i = 0; i < values.capacity(); i++) {
          if (!Float.isFinite(values.get(i))) {
            suspect =
                "column '%s' of the experience has %s".formatted(column.name(), values.get(i));
          }
        }
      }
    }
    return new DivergenceException(
        "the loss became %s in update %s; suspect %s".formatted(loss, update, suspect));
  }
}
