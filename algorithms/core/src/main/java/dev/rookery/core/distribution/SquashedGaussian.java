package dev.rookery.core.distribution;

import dev.rookery.core.network.RandomInput;
import dev.rookery.core.onnx.OnnxGraph;

/**
 * Numbers between -1 and 1: the hyperbolic tangents of independent normal ones (Haarnoja et al.
 * 2018, appendix C). The parameters are those of the normal numbers' {@link DiagonalGaussian}.
 *
 * <p>An action is here given by the normal numbers {@code u} <em>before</em> they are squashed, to
 * which the numbers {@code tanh(u)} belong that are acted with: near the bounds {@code u} could not
 * be found again from rounded ones. Densities are those of {@code tanh(u)}. The divergence is that
 * of the normal numbers, which squashing does not change; the entropy has no closed form.
 */
public final class SquashedGaussian implements ActionDistribution {

  private static final double LOG_2 = Math.log(2);

  private final DiagonalGaussian normal;

  /**
   * Actions of {@code size} numbers.
   *
   * @throws IllegalArgumentException if {@code size} is below 1
   */
  public SquashedGaussian(int size) {
    normal = new DiagonalGaussian(size);
  }

  @Override
  public int parameters() {
    return normal.parameters();
  }

  @Override
  public int numbers() {
    return normal.numbers();
  }

  @Override
  public boolean isAction(float[] action, int at) {
    return normal.isAction(action, at);
  }

  @Override
  public RandomInput noise() {
    return normal.noise();
  }

  @Override
  public double logProbability(float[] parameters, int at, float[] action, int actionAt) {
    double logProbability = normal.logProbability(parameters, at, action, actionAt);
    for (int i = 0; i < numbers(); i++) {
      logProbability -= logSlope(action[actionAt + i]);
    }
    return logProbability;
  }

  /** The logarithm of the hyperbolic tangent's derivative, {@code log(1 - tanh(u)²)}. */
  private static double logSlope(double u) {
    double x = Math.abs(u);
    return 2 * (LOG_2 - x - Math.log1p(Math.exp(-2 * x)));
  }

  /** The same as before squashing, because what that adds does not depend on the parameters. */
  @Override
  public void addLogProbabilityGradient(
      float[] parameters,
      int at,
      float[] action,
      int actionAt,
      double factor,
      float[] gradient,
      int gradientAt) {
    normal.addLogProbabilityGradient(
        parameters, at, action, actionAt, factor, gradient, gradientAt);
  }

  /** The normal numbers' entropy and the logarithm of the slope where the noise leads to. */
  @Override
  public double entropy(float[] parameters, int at, float[] noise, int noiseAt) {
    double entropy = normal.entropy(parameters, at, noise, noiseAt);
    for (int i = 0; i < numbers(); i++) {
      entropy += logSlope(sampled(parameters, at, noise, noiseAt, i));
    }
    return entropy;
  }

  private double sampled(float[] parameters, int at, float[] noise, int noiseAt, int i) {
    return parameters[at + i] + Math.exp(parameters[at + numbers() + i]) * noise[noiseAt + i];
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
    normal.addEntropyGradient(parameters, at, noise, noiseAt, factor, gradient, gradientAt);
    for (int i = 0; i < numbers(); i++) {
      double u = sampled(parameters, at, noise, noiseAt, i);
      double slope = -2 * Math.tanh(u);
      double byDeviation = u - parameters[at + i];
      gradient[gradientAt + i] += (float) (factor * slope);
      gradient[gradientAt + numbers() + i] += (float) (factor * slope * byDeviation);
    }
  }

  @Override
  public double divergence(float[] parameters, int at, float[] other, int otherAt) {
    return normal.divergence(parameters, at, other, otherAt);
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
    normal.addDivergenceGradient(parameters, at, other, otherAt, factor, gradient, gradientAt);
  }

  /** The means, whose tangents are the medians of the numbers acted with, not their modes. */
  @Override
  public void greedy(float[] parameters, int at, float[] action, int actionAt) {
    normal.greedy(parameters, at, action, actionAt);
  }

  @Override
  public void sample(
      float[] parameters, int at, float[] noise, int noiseAt, float[] action, int actionAt) {
    normal.sample(parameters, at, noise, noiseAt, action, actionAt);
  }

  @Override
  public String exportGreedy(OnnxGraph graph, String parameters) {
    return normal.exportGreedy(graph, parameters);
  }

  @Override
  public String exportSample(OnnxGraph graph, String parameters, String noise) {
    return normal.exportSample(graph, parameters, noise);
  }
}
