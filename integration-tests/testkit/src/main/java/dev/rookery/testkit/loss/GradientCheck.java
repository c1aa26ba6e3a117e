package dev.rookery.testkit.loss;

import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * Compares a gradient with finite differences of the loss. At a kink the loss has two slopes; the
 * gradient may be any number from one to the other.
 */
final class GradientCheck {

  /** By how much a prediction is moved; by more in proportion where it is above 1. */
  private static final float STEP = 1f / 1024;

  private static final double RELATIVE_TOLERANCE = 2e-3;

  /** As much as the slope of half a square changes in two steps, which a kink beside may hide. */
  private static final double TOLERANCE = 1e-3;

  private final LossShape shape;
  private final LossBatch batch;
  private final float[] gradient;
  private final double[] below;
  private final double[] above;
  private final double noise;

  /**
   * Computes the slopes.
   *
   * @param precision the loss's relative rounding error
   */
  GradientCheck(
      LossShape shape,
      LossBatch batch,
      Evaluation evaluation,
      ToDoubleFunction<LossBatch> loss,
      double precision) {
    this.shape = shape;
    this.batch = batch;
    gradient = evaluation.gradient();
    below = new double[gradient.length];
    above = new double[gradient.length];
    noise = precision * Math.abs(evaluation.loss()) / STEP;
    float[] predictions = batch.predictions();
    for (int i = 0; i < gradient.length; i++) {
      float at = predictions[i];
      float step = STEP * Math.max(1, Math.abs(at));
      below[i] = slope(evaluation.loss(), loss, i, at, at - step);
      above[i] = slope(evaluation.loss(), loss, i, at, at + step);
    }
  }

  private double slope(
      double here, ToDoubleFunction<LossBatch> loss, int index, float from, float to) {
    return (loss.applyAsDouble(moved(index, to)) - here) / ((double) to - from);
  }

  private LossBatch moved(int index, float number) {
    int width = shape.predictions();
    LossExample example = batch.examples().get(index / width);
    float[] predictions = example.predictions().clone();
    predictions[index % width] = number;
    return batch.with(index / width, example.with(predictions, example.target()));
  }

  /** Asserts that the gradient is right, or says what is wrong with it. */
  void check() {
    for (int i = 0; i < gradient.length; i++) {
      if (!agrees(gradient[i], i)) {
        throw new AssertionError(
            "the gradient at index %s is %s, where finite differences are %s below and %s above: %s. Of %s"
                .formatted(i, gradient[i], below[i], above[i], diagnosis(), batch));
      }
    }
  }

  private boolean agrees(double slope, int i) {
    double size = Math.max(Math.abs(below[i]), Math.abs(above[i]));
    double slack = TOLERANCE + RELATIVE_TOLERANCE * size + noise;
    return slope >= Math.min(below[i], above[i]) - slack
        && slope <= Math.max(below[i], above[i]) + slack;
  }

  private String diagnosis() {
    int size = batch.size();
    float[] weights = batch.weights();
    if (allAgree(g -> -g)) {
      return "it is the negative of finite differences: a wrong sign?";
    } else if (allAgree(g -> g / size)) {
      return "it is %s times finite differences: the gradient of a sum, where the loss is a mean?"
          .formatted(size);
    } else if (allAgree(g -> g * size)) {
      return "it is 1/%s of finite differences: the gradient of a mean, where the loss is a sum?"
          .formatted(size);
    } else if (allAgreeAt(i -> gradient[i] * weights[i / shape.predictions()])) {
      return "it is that of the loss without weights: are the weights ignored in the gradient?";
    }
    return "it is not the derivative of the loss";
  }

  private boolean allAgree(DoubleUnaryOperator corrected) {
    return allAgreeAt(i -> corrected.applyAsDouble(gradient[i]));
  }

  private boolean allAgreeAt(IntToDoubleFunction corrected) {
    for (int i = 0; i < gradient.length; i++) {
      if (!agrees(corrected.applyAsDouble(i), i)) {
        return false;
      }
    }
    return true;
  }
}
