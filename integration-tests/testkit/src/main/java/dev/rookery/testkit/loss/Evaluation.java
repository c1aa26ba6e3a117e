package dev.rookery.testkit.loss;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;

/**
 * A loss of a batch and what it wrote, checked to be finite.
 *
 * @param loss its value
 * @param outputs what it wrote
 */
record Evaluation(double loss, LossOutputs outputs) {

  /** Computes the loss. */
  static Evaluation of(
      BatchLoss loss, LossShape shape, Set<LossCapability> capabilities, LossBatch batch) {
    boolean bootstrapping = capabilities.contains(LossCapability.BOOTSTRAPPING);
    LossOutputs outputs = new LossOutputs(shape, batch.size(), bootstrapping);
    Evaluation evaluation = new Evaluation(loss.compute(batch, outputs), outputs);
    evaluation.requireFinite(batch);
    return evaluation;
  }

  float[] gradient() {
    return outputs.gradient();
  }

  private void requireFinite(LossBatch batch) {
    assertTrue(Double.isFinite(loss), () -> "the loss is %s of %s".formatted(loss, batch));
    for (int i = 0; i < gradient().length; i++) {
      float number = gradient()[i];
      int index = i;
      assertTrue(
          Float.isFinite(number),
          () ->
              "the gradient at index %s is %s: was it not written, or does the loss overflow? Of %s"
                  .formatted(index, number, batch));
    }
  }
}
