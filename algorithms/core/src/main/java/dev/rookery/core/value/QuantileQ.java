package dev.rookery.core.value;

import dev.rookery.core.loss.QuantileQLearning;
import dev.rookery.core.loss.SortedTargets;
import dev.rookery.core.network.DuelingHead;
import dev.rookery.core.network.LinearHead;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.core.onnx.OnnxGraph;
import java.util.List;

/**
 * The quantiles of each action's return at fixed levels: QR-DQN (Dabney et al. 2018,
 * "Distributional reinforcement learning with quantile regression"). The head has {@code [actions,
 * quantiles]} numbers, and an action's value is the mean of its quantiles.
 *
 * @param quantiles how many, at least 1; 200 in the paper
 * @param kappa the error beyond which the quantile Huber loss is linear, at least 0; 1 in the paper
 */
public record QuantileQ(int quantiles, double kappa) implements QFunction {

  @Override
  public NetworkSpec addTo(NetworkSpec base, int actions, int duelingUnits) {
    return base.withHeads(
        duelingUnits < 0
            ? new LinearHead(HEAD, Math.multiplyExact(actions, quantiles))
            : new DuelingHead(HEAD, actions, quantiles, duelingUnits));
  }

  @Override
  public String values(OnnxGraph graph, Network network, String outputs, int actions) {
    String each = graph.reshape(outputs, List.of(actions, quantiles));
    return graph.node(
        "ReduceMean",
        List.of(each),
        OnnxGraph.integers("axes", 2),
        OnnxGraph.integer("keepdims", 0));
  }

  @Override
  public QLoss createLoss(int batch, int actions) {
    return new Loss(this, batch, actions);
  }

  private static final class Loss implements QLoss {

    private final QuantileQ q;
    private final int actions;
    private final float[] tau;
    private final float[] targets;
    private final SortedTargets sorted;

    Loss(QuantileQ q, int batch, int actions) {
      this.q = q;
      this.actions = actions;
      tau = QuantileQLearning.midpoints(q.quantiles);
      targets = new float[batch * q.quantiles];
      sorted = new SortedTargets(q.quantiles);
    }

    @Override
    public void values(Pass pass, float[] outputs, float[] values) {
      QuantileQLearning.values(outputs, q.quantiles, values);
    }

    @Override
    public void targets(float[] rT, float[] discountT, float[] qTSelector, float[] outputT) {
      QuantileQLearning.targets(rT, discountT, qTSelector, outputT, actions, targets);
    }

    @Override
    public double loss(
        float[] outputTm1,
        int[] aTm1,
        float[] weight,
        float[] gradient,
        float[] priorities,
        float[] taken) {
      for (int b = 0; b < taken.length; b++) {
        taken[b] = QuantileQLearning.value(outputTm1, b * actions + aTm1[b], q.quantiles);
      }
      return QuantileQLearning.huberLoss(
          outputTm1, aTm1, tau, targets, weight, q.kappa, actions, sorted, gradient, priorities);
    }
  }
}
