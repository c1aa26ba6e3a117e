package dev.rookery.core.loss;

import java.util.Arrays;

/**
 * Q-learning on a categorical distribution of the return: C51 (Bellemare et al. 2017), whose
 * network has a logit for each action and atom of a {@link Support}.
 */
public final class CategoricalQLearning {

  private CategoricalQLearning() {}

  /**
   * The values of actions: the means of their distributions.
   *
   * @param logits {@code [batch, actions, atoms]}
   * @param support the atoms' returns
   * @param q {@code [batch, actions]} receives the values
   */
  public static void values(float[] logits, Support support, float[] q) {
    for (int i = 0; i < q.length; i++) {
      q[i] = value(logits, i, support);
    }
  }

  /** The value of one action: the mean of the distribution in row {@code i} of all actions'. */
  public static float value(float[] logits, int i, Support support) {
    int atoms = support.atoms();
    int row = i * atoms;
    double max = max(logits, row, atoms);
    double total = 0;
    double mean = 0;
    for (int k = 0; k < atoms; k++) {
      double p = Math.exp(logits[row + k] - max);
      total += p;
      mean += p * k;
    }
    return (float) (support.vMin() + support.spacing() * mean / total);
  }

  /**
   * The distributions of the next actions: the softmax of their logits. With the values of the
   * target network as selector this is C51; with the online network's, its double form (Hessel et
   * al. 2018).
   *
   * @param qTSelector {@code [batch, actions]} decides the next action; the first of equals
   * @param logitsT {@code [batch, actions, atoms]} gives its distribution
   * @param actions how many there are
   * @param atoms how many each action has
   * @param probabilitiesT {@code [batch, atoms]} receives the probabilities
   */
  public static void nextProbabilities(
      float[] qTSelector, float[] logitsT, int actions, int atoms, float[] probabilitiesT) {
    for (int b = 0; b < probabilitiesT.length / atoms; b++) {
      int next = (b * actions + Greedy.action(qTSelector, b, actions)) * atoms;
      double max = max(logitsT, next, atoms);
      double total = 0;
      for (int k = 0; k < atoms; k++) {
        double p = Math.exp(logitsT[next + k] - max);
        total += p;
        probabilitiesT[b * atoms + k] = (float) p;
      }
      for (int k = b * atoms; k < (b + 1) * atoms; k++) {
        probabilitiesT[k] = (float) (probabilitiesT[k] / total);
      }
    }
  }

  /**
   * Targets: the distributions of {@code r + discount * z}, projected onto the support (algorithm
   * 1). Returns beyond its bounds count as the bounds; the probability of any other is shared by
   * the two atoms beside it so that its mean stays. Where a return or discount is not finite, all
   * probabilities are NaN.
   *
   * @param rT {@code [batch]} n-step returns
   * @param discountT {@code [batch]} γⁿ, or 0 where the episode terminated
   * @param probabilitiesT {@code [batch, atoms]} the distributions of z
   * @param support the atoms' returns, before and after
   * @param target {@code [batch, atoms]} receives the projected distributions
   */
  public static void targets(
      float[] rT, float[] discountT, float[] probabilitiesT, Support support, float[] target) {
    int atoms = support.atoms();
    for (int b = 0; b < rT.length; b++) {
      int row = b * atoms;
      double discount = discountT[b];
      // Where atom 0 goes, in atoms; atom k goes to first + discount * k, exactly k for r 0, d 1.
      double first = (rT[b] + (discount - 1) * support.vMin()) / support.spacing();
      if (!Double.isFinite(first)) {
        Arrays.fill(target, row, row + atoms, Float.NaN);
        continue;
      }
      Arrays.fill(target, row, row + atoms, 0f);
      for (int k = 0; k < atoms; k++) {
        double place = Math.max(0, Math.min(atoms - 1, first + discount * k));
        int lower = Math.min((int) place, atoms - 2);
        double share = place - lower;
        float p = probabilitiesT[row + k];
        target[row + lower] += (float) (p * (1 - share));
        target[row + lower + 1] += (float) (p * share);
      }
    }
  }

  /**
   * The weighted mean over the batch of the cross-entropy from the target distribution to the
   * softmax of the logits of the action taken (algorithm 1). An example with a number that is not
   * finite has a loss that is not finite.
   *
   * @param logitsTm1 {@code [batch, actions, atoms]}
   * @param aTm1 {@code [batch]} actions taken
   * @param target {@code [batch, atoms]} probabilities; constant
   * @param weight {@code [batch]} importance weights; constant
   * @param actions how many there are
   * @param gradient {@code [batch, actions, atoms]} receives the gradient with respect to {@code
   *     logitsTm1}
   * @param crossEntropy {@code [batch]} receives each example's loss, without its weight
   * @param kl {@code [batch]} receives the Kullback-Leibler divergences from target to prediction,
   *     the cross-entropies less the targets' entropies: the priorities (Hessel et al. 2018)
   * @return the loss
   */
  public static double crossEntropyLoss(
      float[] logitsTm1,
      int[] aTm1,
      float[] target,
      float[] weight,
      int actions,
      float[] gradient,
      float[] crossEntropy,
      float[] kl) {
    int batch = aTm1.length;
    int atoms = target.length / batch;
    double sum = 0;
    Arrays.fill(gradient, 0, batch * actions * atoms, 0f);
    for (int b = 0; b < batch; b++) {
      int taken = (b * actions + aTm1[b]) * atoms;
      double max = max(logitsTm1, taken, atoms);
      double total = 0;
      for (int k = 0; k < atoms; k++) {
        double p = Math.exp(logitsTm1[taken + k] - max);
        total += p;
        gradient[taken + k] = (float) p;
      }
      double logTotal = Math.log(total);
      double mass = 0;
      double cross = 0;
      double entropy = 0;
      for (int k = 0; k < atoms; k++) {
        double m = target[b * atoms + k];
        mass += m;
        cross -= m * (logitsTm1[taken + k] - max - logTotal);
        entropy -= m == 0 ? 0 : m * Math.log(m);
      }
      double scale = weight[b] / (double) batch;
      for (int k = 0; k < atoms; k++) {
        double p = gradient[taken + k] / total;
        gradient[taken + k] = (float) (scale * (mass * p - target[b * atoms + k]));
      }
      crossEntropy[b] = (float) cross;
      kl[b] = (float) Math.max(0, cross - entropy); // Rounding may leave less than 0 of 0.
      sum += weight[b] * cross;
    }
    return sum / batch;
  }

  /** The largest logit of a row, taken off before the exponential so that none overflows. */
  private static double max(float[] logits, int row, int atoms) {
    float max = logits[row];
    for (int k = row + 1; k < row + atoms; k++) {
      max = Math.max(max, logits[k]);
    }
    return max;
  }
}
