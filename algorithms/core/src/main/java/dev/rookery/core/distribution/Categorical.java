package dev.rookery.core.distribution;

import dev.rookery.DataType;
import dev.rookery.core.network.NetworkInput;
import dev.rookery.core.network.RandomInput;
import dev.rookery.core.onnx.OnnxGraph;
import dev.rookery.core.onnx.OnnxType;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One discrete choice, or several independent ones, each from alternatives of its own. The
 * parameters are the logits of the first choice's alternatives, then those of the second, and so
 * on; an action has the number of an alternative for each choice.
 *
 * <p>An alternative whose logit is {@link #ILLEGAL} is not there: it has no probability, no
 * gradient, and is never chosen. Each choice needs one that is.
 *
 * <p>Actions are sampled by the Gumbel-max trick (Gumbel 1954): noise {@code -log(-log(u))} is
 * added to the logits, and the largest wins.
 */
public final class Categorical implements ActionDistribution {

  /** The logit of an alternative that may not be chosen. It is finite, so that 0 times it is 0. */
  public static final float ILLEGAL = -Float.MAX_VALUE;

  /** The name of the input for its noise. */
  static final String NOISE = "action_noise";

  private final int[] alternatives;
  private final int logits;

  /**
   * Independent choices.
   *
   * @param alternatives how many each choice has, at least 1
   * @throws IllegalArgumentException if there is no choice, or one has no alternative
   */
  public Categorical(int... alternatives) {
    this.alternatives = alternatives.clone();
    int sum = 0;
    for (int n : alternatives) {
      if (n < 1) {
        throw new IllegalArgumentException("a choice needs at least 1 alternative, not " + n);
      }
      sum = Math.addExact(sum, n);
    }
    if (sum == 0) {
      throw new IllegalArgumentException("a categorical distribution needs at least 1 choice");
    }
    logits = sum;
  }

  @Override
  public int parameters() {
    return logits;
  }

  @Override
  public int numbers() {
    return alternatives.length;
  }

  @Override
  public boolean isAction(float[] action, int at) {
    for (int i = 0; i < alternatives.length; i++) {
      float number = action[at + i];
      if (!(number >= 0 && number < alternatives[i] && number == (int) number)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public RandomInput noise() {
    NetworkInput input = new NetworkInput(NOISE, DataType.FLOAT32, List.of(logits));
    return new RandomInput() {
      @Override
      public NetworkInput input() {
        return input;
      }

      @Override
      public void draw(float[] values, RandomGenerator random) {
        for (int i = 0; i < values.length; i++) {
          // Between 0 and 1, neither of them, so that the noise is finite.
          double uniform = ((random.nextLong() >>> 12) + 0.5) * 0x1p-52;
          values[i] = (float) -StrictMath.log(-StrictMath.log(uniform));
        }
      }
    };
  }

  @Override
  public double logProbability(float[] parameters, int at, float[] action, int actionAt) {
    double sum = 0;
    int first = at;
    for (int i = 0; i < alternatives.length; i++) {
      int taken = (int) action[actionAt + i];
      sum += parameters[first + taken] - logSum(parameters, first, alternatives[i]);
      first += alternatives[i];
    }
    return sum;
  }

  /** The logarithm of the sum of the exponentials of logits. */
  private static double logSum(float[] logits, int first, int n) {
    float largest = logits[first];
    for (int k = first + 1; k < first + n; k++) {
      largest = Math.max(largest, logits[k]);
    }
    double sum = 0;
    for (int k = first; k < first + n; k++) {
      sum += Math.exp((double) logits[k] - largest);
    }
    return largest + Math.log(sum);
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
    int first = 0;
    for (int i = 0; i < alternatives.length; i++) {
      int taken = (int) action[actionAt + i];
      double logSum = logSum(parameters, at + first, alternatives[i]);
      for (int k = 0; k < alternatives[i]; k++) {
        double p = Math.exp(parameters[at + first + k] - logSum);
        gradient[gradientAt + first + k] += (float) (factor * ((k == taken ? 1 : 0) - p));
      }
      first += alternatives[i];
    }
  }

  @Override
  public double entropy(float[] parameters, int at, float[] noise, int noiseAt) {
    double sum = 0;
    int first = at;
    for (int n : alternatives) {
      sum += entropy(parameters, first, n, logSum(parameters, first, n));
      first += n;
    }
    return sum;
  }

  private static double entropy(float[] logits, int first, int n, double logSum) {
    double sum = 0;
    for (int k = first; k < first + n; k++) {
      double logP = logits[k] - logSum;
      sum -= Math.exp(logP) * logP;
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
    int first = 0;
    for (int n : alternatives) {
      double logSum = logSum(parameters, at + first, n);
      double entropy = entropy(parameters, at + first, n, logSum);
      for (int k = first; k < first + n; k++) {
        double logP = parameters[at + k] - logSum;
        gradient[gradientAt + k] -= (float) (factor * Math.exp(logP) * (logP + entropy));
      }
      first += n;
    }
  }

  @Override
  public double divergence(float[] parameters, int at, float[] other, int otherAt) {
    double sum = 0;
    int first = 0;
    for (int n : alternatives) {
      double logSum = logSum(parameters, at + first, n);
      double otherLogSum = logSum(other, otherAt + first, n);
      for (int k = first; k < first + n; k++) {
        double logP = parameters[at + k] - logSum;
        sum += Math.exp(logP) * (logP - (other[otherAt + k] - otherLogSum));
      }
      first += n;
    }
    return sum;
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
    int first = 0;
    for (int n : alternatives) {
      double logSum = logSum(parameters, at + first, n);
      double otherLogSum = logSum(other, otherAt + first, n);
      for (int k = first; k < first + n; k++) {
        double p = Math.exp(parameters[at + k] - logSum);
        double q = Math.exp(other[otherAt + k] - otherLogSum);
        gradient[gradientAt + k] += (float) (factor * (q - p));
      }
      first += n;
    }
  }

  /** The likeliest alternative of each choice; the first of equals. */
  @Override
  public void greedy(float[] parameters, int at, float[] action, int actionAt) {
    int first = at;
    for (int i = 0; i < alternatives.length; i++) {
      int best = 0;
      for (int k = 1; k < alternatives[i]; k++) {
        if (parameters[first + k] > parameters[first + best]) {
          best = k;
        }
      }
      action[actionAt + i] = best;
      first += alternatives[i];
    }
  }

  @Override
  public void sample(
      float[] parameters, int at, float[] noise, int noiseAt, float[] action, int actionAt) {
    int first = 0;
    for (int i = 0; i < alternatives.length; i++) {
      int best = 0;
      float largest = Float.NEGATIVE_INFINITY;
      for (int k = 0; k < alternatives[i]; k++) {
        float noisy = parameters[at + first + k] + noise[noiseAt + first + k];
        if (noisy > largest) {
          largest = noisy;
          best = k;
        }
      }
      action[actionAt + i] = best;
      first += alternatives[i];
    }
  }

  @Override
  public String exportGreedy(OnnxGraph graph, String parameters) {
    List<String> choices = new ArrayList<>();
    int first = 0;
    for (int n : alternatives) {
      String own = alternatives.length == 1 ? parameters : graph.slice(parameters, first, n);
      choices.add(graph.reshape(graph.cast(graph.argMax(own), OnnxType.FLOAT32), List.of(1)));
      first += n;
    }
    return choices.size() == 1 ? choices.get(0) : graph.concatenate(choices);
  }

  @Override
  public String exportSample(OnnxGraph graph, String parameters, String noise) {
    return exportGreedy(graph, graph.node("Add", parameters, noise));
  }
}
