package dev.rookery.core.value;

import dev.rookery.core.loss.QLearning;
import dev.rookery.core.network.DuelingHead;
import dev.rookery.core.network.LinearHead;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.core.onnx.OnnxGraph;

/**
 * One number for each action: its value (Mnih et al. 2015).
 *
 * @param kappa the TD error beyond which the loss is linear instead of quadratic, above 0;
 *     infinity: half the squared error everywhere
 */
public record ScalarQ(double kappa) implements QFunction {

  @Override
  public NetworkSpec addTo(NetworkSpec base, int actions, int duelingUnits) {
    return base.withHeads(
        duelingUnits < 0
            ? new LinearHead(HEAD, actions)
            : new DuelingHead(HEAD, actions, duelingUnits));
  }

  @Override
  public String values(OnnxGraph graph, Network network, String outputs, int actions) {
    return outputs;
  }

  @Override
  public QLoss createLoss(int batch, int actions) {
    return new Loss(kappa, batch, actions);
  }

  private static final class Loss implements QLoss {

    private final double kappa;
    private final int actions;
    private final float[] targets;

    Loss(double kappa, int batch, int actions) {
      this.kappa = kappa;
      this.actions = actions;
      targets = new float[batch];
    }

    @Override
    public void values(Pass pass, float[] outputs, float[] values) {
      System.arraycopy(outputs, 0, values, 0, values.length);
    }

    @Override
    public void targets(float[] rT, float[] discountT, float[] qTSelector, float[] outputT) {
      QLearning.targets(rT, discountT, qTSelector, outputT, actions, targets);
    }

    @Override
    public double loss(
        float[] outputTm1,
        int[] aTm1,
        float[] weight,
        float[] gradient,
        float[] priorities,
        float[] taken) {
      double loss =
          QLearning.huberLoss(
              outputTm1, aTm1, targets, weight, kappa, actions, gradient, priorities);
      for (int b = 0; b < priorities.length; b++) {
        priorities[b] = Math.abs(priorities[b]); // They were TD errors.
        taken[b] = outputTm1[b * actions + aTm1[b]];
      }
      return loss;
    }
  }
}
