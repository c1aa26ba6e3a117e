package dev.rookery.core.workers;

import dev.rookery.core.optimizer.GradientDescent;
import dev.rookery.experience.ExperienceWriter;

/** Applies gradients to the common parameters at once, and takes those anew after each update. */
final class HogwildSharing extends HandedOver {

  private final SharedParameters shared;
  private final WorkerRows format;
  private long applied;

  HogwildSharing(SharedParameters shared, WorkerRows format, GradientDescent own) {
    super(own);
    this.shared = shared;
    this.format = format;
  }

  @Override
  public void step() {
    float scale = own.takeGradients();
    applied = shared.apply(own.gradients(), scale);
  }

  @Override
  public boolean takesPublished() {
    return false;
  }

  @Override
  public boolean fetch(WorkerParameters parameters) {
    if (parameters.updates() == shared.updates()) {
      return false;
    }
    parameters.take(shared);
    return true;
  }

  @Override
  public void updated(WorkerParameters parameters, ExperienceWriter rows) {
    format.write(rows, parameters.updates(), applied);
  }

  @Override
  public double learningRate() {
    return shared.learningRate();
  }
}
