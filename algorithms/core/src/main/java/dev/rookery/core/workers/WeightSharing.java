package dev.rookery.core.workers;

import dev.rookery.core.optimizer.Descent;
import dev.rookery.core.optimizer.GradientDescent;
import dev.rookery.experience.ExperienceWriter;

/** Learns by itself, and sends its weights at the end of each round. */
final class WeightSharing implements Sharing {

  private final WorkerRows format;
  private final GradientDescent own;

  WeightSharing(WorkerRows format, GradientDescent own) {
    this.format = format;
    this.own = own;
  }

  @Override
  public Descent descent() {
    return own;
  }

  @Override
  public void updated(WorkerParameters parameters, ExperienceWriter rows) {}

  @Override
  public void roundOver(WorkerParameters parameters, ExperienceWriter rows) {
    format.write(rows, parameters.updates(), parameters.values(), 1);
  }
}
