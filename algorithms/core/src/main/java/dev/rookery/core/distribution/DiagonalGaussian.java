package dev.rookery.core.distribution;

import dev.rookery.core.network.RandomInput;
import dev.rookery.core.onnx.OnnxGraph;

/**
 * Independent normal numbers without bounds. The parameters are the means of all numbers, then the
 * logarithms of their standard deviations.
 */
public final class DiagonalGaussian implements ActionDistribution {

  private static final double LOG_ROOT_2_PI = 0.5 * Math.log(2 * Math.PI);

  private final int size;

  /**
   * Actions of {@code size} numbers.
   *
   * @throws IllegalArgumentException if {@code size} is below 1
   */
  public DiagonalGaussian(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("an action needs at least 1 number, not " + size);
    }
    this.size = size;
  }

  @Override
  public int parameters() {
    return 2 * size;
  }

  @Override
  public int numbers() {
    return size;
  }

  @Override
  public boolean isAction(float[] action, int at) {
    for (int i = at; i < at + size; i++) {
      if (!Float.isFinite(action[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public RandomInput noise() {
    return new NormalNoise(size);
  }

  @Override
  public double logProbability(float[] parameters, int at, float[] action, int actionAt) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double logDeviation = parameters[at + size + i];
      double z = (action[actionAt + i] - (double) parameters[at + i]) * Math.exp(-logDeviation);
      sum -= 0.5 * z * z + logDeviation + LOG_ROOT_2_PI;
    }
    return sum;
  }

  @Override
  public void addLogProbabilityGradient(
      float[] parameters,
      int at,
      float[] action,
      int actionAt,
      double factor,
      float[] gradient,
      int gradientAt) {
    for (int i = 0; i < size; i++) {
      double precision = Math.exp(-parameters[at + size + i]);
      double z = (action[actionAt + i] - (double) parameters[at + i]) * precision;
      gradient[gradientAt + i] += (float) (factor * z * precision);
      gradient[gradientAt + size + i] += (float) (factor * (z * z - 1));
    }
  }

  @Override
  public double entropy(float[] parameters, int at, float[] noise, int noiseAt) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += parameters[at + size + i] + LOG_ROOT_2_PI + 0.5;
    }
    return sum;
  }

  @Override
  public void addEntropyGradient(
      float[] parameters,
      int at,
      float[] noise,
      int noiseAt,
      double factor,
      float[] gradient,
      int gradientAt) {
    for (int i = 0; i < size; i++) {
      gradient[gradientAt + size + i] += (float) factor;
    }
  }

  @Override
  public double divergence(float[] parameters, int at, float[] other, int otherAt) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double logRatio = (double) parameters[at + size + i] - other[otherAt + size + i];
      double z = standardised(parameters, at, other, otherAt, i);
      sum += 0.5 * (Math.exp(2 * logRatio) + z * z - 1) - logRatio;
    }
    return sum;
  }

  /** How many of the other's deviations the means are apart. */
  private double standardised(float[] parameters, int at, float[] other, int otherAt, int i) {
    double distance = (double) parameters[at + i] - other[otherAt + i];
    return distance * Math.exp(-other[otherAt + size + i]);
  }

  @Override
  public void addDivergenceGradient(
      float[] parameters,
      int at,
      float[] other,
      int otherAt,
      double factor,
      float[] gradient,
      int gradientAt) {
    for (int i = 0; i < size; i++) {
      double logRatio = (double) parameters[at + size + i] - other[otherAt + size + i];
      double z = standardised(parameters, at, other, otherAt, i);
      double precision = Math.exp(-other[otherAt + size + i]);
      gradient[gradientAt + i] -= (float) (factor * z * precision);
      gradient[gradientAt + size + i] += (float) (factor * (1 - Math.exp(2 * logRatio) - z * z));
    }
  }

  /** The means. */
  @Override
  public void greedy(float[] parameters, int at, float[] action, int actionAt) {
    System.arraycopy(parameters, at, action, actionAt, size);
  }

  @Override
  public void sample(
      float[] parameters, int at, float[] noise, int noiseAt, float[] action, int actionAt) {
    for (int i = 0; i < size; i++) {
      double deviation = Math.exp(parameters[at + size + i]);
      action[actionAt + i] = (float) (parameters[at + i] + deviation * noise[noiseAt + i]);
    }
  }

  @Override
  public String exportGreedy(OnnxGraph graph, String parameters) {
    return graph.slice(parameters, 0, size);
  }

  @Override
  public String exportSample(OnnxGraph graph, String parameters, String noise) {
    String deviations = graph.node("Exp", graph.slice(parameters, size, size));
    return graph.node("Add", exportGreedy(graph, parameters), graph.node("Mul", deviations, noise));
  }
}
