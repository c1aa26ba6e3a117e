package dev.rookery.testkit.loss;

import java.util.Arrays;

/** What a loss writes besides its value, of a size. */
public final class LossOutputs {

  private final float[] gradient;
  private final float[] targetGradient;
  private final float[] priorities;

  /** Room for a batch; what must be written is NaN at first. */
  LossOutputs(LossShape shape, int batch, boolean bootstrapping) {
    gradient = new float[batch * shape.predictions()];
    targetGradient = new float[batch * (bootstrapping ? shape.predictions() : shape.targets())];
    priorities = new float[batch];
    Arrays.fill(gradient, Float.NaN);
    Arrays.fill(priorities, Float.NaN);
  }

  /** {@code [batch, actions, outputs]} receives the gradient with respect to the predictions. */
  public float[] gradient() {
    return gradient;
  }

  /**
   * Receives the gradient with respect to the targets, {@code [batch, targets]}, or with {@link
   * LossCapability#BOOTSTRAPPING} the next predictions, {@code [batch, actions, outputs]}. Where
   * these are plain numbers, which no gradient can reach, it is left as it is: 0.
   */
  public float[] targetGradient() {
    return targetGradient;
  }

  /** {@code [batch]} receives priorities, if the loss has any: of at least 0. */
  public float[] priorities() {
    return priorities;
  }
}
