package dev.rookery.core.workers;

import dev.rookery.core.optimizer.GradientDescent;
import dev.rookery.experience.ExperienceWriter;
import java.util.Arrays;

/** Sends gradients: those of each update, or the mean of those of a round. */
final class GradientSharing extends HandedOver {

  private final boolean inRounds;
  private final WorkerRows format;
  private final float[] sum;
  private int count;

  GradientSharing(boolean inRounds, WorkerRows format, GradientDescent own) {
    super(own);
    this.inRounds = inRounds;
    this.format = format;
    sum = new float[format.size()];
  }

  @Override
  public void step() {
    float scale = own.takeGradients();
    float[] gradients = own.gradients();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += gradients[i] * scale;
    }
    count++;
  }

  @Override
  public void updated(WorkerParameters parameters, ExperienceWriter rows) {
    if (!inRounds) {
      send(parameters, rows);
    }
  }

  @Override
  public void roundOver(WorkerParameters parameters, ExperienceWriter rows) {
    if (count > 0) {
      send(parameters, rows);
    }
  }

  private void send(WorkerParameters parameters, ExperienceWriter rows) {
    format.write(rows, parameters.updates(), sum, 1f / count);
    Arrays.fill(sum, 0f);
    count = 0;
  }

  /** The learner's process knows it. */
  @Override
  public double learningRate() {
    return Double.NaN;
  }
}
