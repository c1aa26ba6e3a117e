package dev.rookery.core.loss;

import java.util.SplittableRandom;

/** Random inputs of QR-DQN's loss, of a size, and its results. */
final class QuantileInputs {

  final int actions;
  final int levels;
  final float[] quantiles;
  final int[] action;
  float[] tau;
  final float[] target;
  final float[] weight;
  final float[] gradient;
  final float[] exampleLoss;
  private final SortedTargets scratch;

  QuantileInputs(SplittableRandom random, int batch, int actions, int levels, int targets) {
    this.actions = actions;
    this.levels = levels;
    quantiles = RandomNumbers.normal(random, batch * actions * levels);
    action = RandomNumbers.actions(random, batch, actions);
    tau = QuantileQLearning.midpoints(levels);
    target = RandomNumbers.normal(random, batch * targets);
    weight = RandomNumbers.uniform(random, batch);
    gradient = new float[quantiles.length];
    exampleLoss = new float[batch];
    scratch = new SortedTargets(targets);
  }

  double loss(double kappa) {
    return QuantileQLearning.huberLoss(
        quantiles, action, tau, target, weight, kappa, actions, scratch, gradient, exampleLoss);
  }

  /** The same loss of IQN; its gradient in {@link #gradient}. */
  double implicitLoss(double kappa) {
    int batch = action.length;
    float[] sampled = new float[batch * levels];
    for (int k = 0; k < sampled.length; k++) {
      sampled[k] = tau[k % levels];
    }
    float[] implicit = new float[gradient.length];
    double loss =
        ImplicitQuantileQLearning.huberLoss(
            swapped(quantiles, actions, levels),
            action,
            sampled,
            target,
            weight,
            kappa,
            actions,
            scratch,
            implicit,
            exampleLoss);
    System.arraycopy(swapped(implicit, levels, actions), 0, gradient, 0, gradient.length);
    return loss;
  }

  /** From {@code [batch, rows, columns]} to {@code [batch, columns, rows]}. */
  static float[] swapped(float[] values, int rows, int columns) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int matrix = i / (rows * columns) * rows * columns;
      int row = (i - matrix) / columns;
      int column = (i - matrix) % columns;
      result[matrix + column * rows + row] = values[i];
    }
    return result;
  }
}
