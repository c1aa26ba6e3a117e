package dev.rookery.testkit.loss;

import java.util.Arrays;

/**
 * One example of a batch. Its arrays are not changed.
 *
 * @param predictions {@code [actions, outputs]}
 * @param action the one taken
 * @param target {@code [targets]}
 * @param weight the importance weight, above 0
 * @param reward of the step
 * @param gamma the discount of the step, above 0; see {@link #discount}
 * @param terminated whether the task ended in the step
 * @param truncated whether the episode was cut in the step; never with {@code terminated}
 * @param next {@code [actions, outputs]} predictions for what the step led to
 */
@SuppressWarnings("ArrayRecordComponent") // Plain data for tests.
public record LossExample(
    float[] predictions,
    int action,
    float[] target,
    float weight,
    float reward,
    float gamma,
    boolean terminated,
    boolean truncated,
    float[] next) {

  /** What the next predictions count: {@link #gamma}, or 0 where the episode terminated. */
  public float discount() {
    return terminated ? 0 : gamma;
  }

  /** The same with other predictions and another target. */
  LossExample with(float[] newPredictions, float[] newTarget) {
    return new LossExample(
        newPredictions, action, newTarget, weight, reward, gamma, terminated, truncated, next);
  }

  /** The same with another weight. */
  LossExample withWeight(float newWeight) {
    return new LossExample(
        predictions, action, target, newWeight, reward, gamma, terminated, truncated, next);
  }

  /** The same with another reward and other next predictions. */
  LossExample with(float newReward, float[] newNext) {
    return new LossExample(
        predictions, action, target, weight, newReward, gamma, terminated, truncated, newNext);
  }

  /** The same with another end. */
  LossExample ending(boolean nowTerminated, boolean nowTruncated) {
    return new LossExample(
        predictions, action, target, weight, reward, gamma, nowTerminated, nowTruncated, next);
  }

  @Override
  public String toString() {
    return "{predictions %s, action %s, target %s, weight %s, reward %s, gamma %s%s, next %s}"
        .formatted(
            Arrays.toString(predictions),
            action,
            Arrays.toString(target),
            weight,
            reward,
            gamma,
            terminated ? ", terminated" : truncated ? ", truncated" : "",
            Arrays.toString(next));
  }
}
