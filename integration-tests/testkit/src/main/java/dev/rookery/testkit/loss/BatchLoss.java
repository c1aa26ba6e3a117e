package dev.rookery.testkit.loss;

/** A loss as {@link LossContract} sees it: a pure function of a batch. */
@FunctionalInterface
public interface BatchLoss {

  /**
   * Computes the loss and its gradient.
   *
   * @param batch what to compute them from
   * @param outputs receives the gradient with respect to {@link LossBatch#predictions}, and what
   *     else the loss gives
   * @return the loss
   */
  double compute(LossBatch batch, LossOutputs outputs);
}
