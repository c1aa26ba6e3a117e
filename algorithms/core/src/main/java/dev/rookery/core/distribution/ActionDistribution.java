package dev.rookery.core.distribution;

import dev.rookery.core.network.RandomInput;
import dev.rookery.core.onnx.OnnxGraph;

/**
 * A family of distributions of actions. Each member is {@link #parameters} numbers of a network's
 * output; an action is {@link #numbers} numbers, and discrete ones are whole. All logarithms are
 * natural.
 *
 * <p>Methods take a place in an array: parameters, noise and actions of many observations may lie
 * in one, whatever is between them. Gradients are added, times a factor, to what is at a place of
 * an array of the same layout as the parameters, so a loss of several terms needs no scratch
 * memory. Nothing is allocated. Immutable.
 */
public interface ActionDistribution {

  /** How many parameters a distribution has. */
  int parameters();

  /** How many numbers an action has. */
  int numbers();

  /** Whether these numbers are an action that may be drawn. */
  boolean isAction(float[] action, int at);

  /** The noise that {@link #sample} takes: what is drawn for each action; made anew each time. */
  RandomInput noise();

  /** The logarithm of an action's probability, or of its density. */
  double logProbability(float[] parameters, int at, float[] action, int actionAt);

  /**
   * Adds the gradient of {@link #logProbability}.
   *
   * @param factor of the gradient: the derivative of a loss with respect to the log-probability
   */
  void addLogProbabilityGradient(
      float[] parameters,
      int at,
      float[] action,
      int actionAt,
      double factor,
      float[] gradient,
      int gradientAt);

  /**
   * The entropy; where it has no closed form, an estimate without bias by the action that the noise
   * makes.
   *
   * @param noise one draw of {@link #noise}; read only where there is no closed form
   */
  double entropy(float[] parameters, int at, float[] noise, int noiseAt);

  /** Adds the gradient of {@link #entropy}; of an estimate, with the noise held. */
  void addEntropyGradient(
      float[] parameters,
      int at,
      float[] noise,
      int noiseAt,
      double factor,
      float[] gradient,
      int gradientAt);

  /** The Kullback-Leibler divergence of {@code other} from {@code parameters}: KL(this ‖ other). */
  double divergence(float[] parameters, int at, float[] other, int otherAt);

  /** Adds the gradient of {@link #divergence} with respect to {@code other}. */
  void addDivergenceGradient(
      float[] parameters,
      int at,
      float[] other,
      int otherAt,
      double factor,
      float[] gradient,
      int gradientAt);

  /** The action that a policy takes which does not explore. */
  void greedy(float[] parameters, int at, float[] action, int actionAt);

  /** The action that the noise makes; over all noise, actions have their probabilities. */
  void sample(float[] parameters, int at, float[] noise, int noiseAt, float[] action, int actionAt);

  /**
   * Adds to a graph what {@link #greedy} computes.
   *
   * @param parameters a value {@code [batch, parameters]}
   * @return actions {@code [batch, numbers]} of float32
   */
  String exportGreedy(OnnxGraph graph, String parameters);

  /**
   * Adds to a graph what {@link #sample} computes.
   *
   * @param parameters a value {@code [batch, parameters]}
   * @param noise a value of {@link #noise}'s shape
   * @return actions {@code [batch, numbers]} of float32
   */
  String exportSample(OnnxGraph graph, String parameters, String noise);
}
