package dev.rookery.core.workers;

import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.optimizer.Descent;
import dev.rookery.core.optimizer.GradientDescent;

/** Sharing of a worker whose gradients move nothing of its own, so that it has no state. */
abstract class HandedOver implements Sharing, Descent {

  /** Takes and clips the gradients. */
  final GradientDescent own;

  HandedOver(GradientDescent own) {
    this.own = own;
  }

  @Override
  public final Descent descent() {
    return this;
  }

  @Override
  public final double gradientNorm() {
    return own.gradientNorm();
  }

  @Override
  public final void readParameters() {}

  @Override
  public final void save(StateWriter state) {}

  @Override
  public final void load(StateReader state) {}
}
