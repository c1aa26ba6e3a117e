package dev.rookery.core.workers;

import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.optimizer.Descent;
import dev.rookery.core.optimizer.GradientDescent;
import dev.rookery.experience.ExperienceWriter;

/** Applies gradients to the common parameters at once, and takes those anew after each update. */
final class HogwildSharing implements Sharing, Descent {

  private final SharedParameters shared;
  private final WorkerRows format;
  private final GradientDescent own;
  private long applied;

  HogwildSharing(SharedParameters shared, WorkerRows format, GradientDescent own) {
    this.shared = shared;
    this.format = format;
    this.own = own;
  }

  @Override
  public Descent descent() {
    return this;
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
  public void readParameters() {}

  @Override
  public double learningRate() {
    return shared.learningRate();
  }

  @Override
  public double gradientNorm() {
    return own.gradientNorm();
  }

  @Override
  public void save(StateWriter state) {}

  @Override
  public void load(StateReader state) {}
}
