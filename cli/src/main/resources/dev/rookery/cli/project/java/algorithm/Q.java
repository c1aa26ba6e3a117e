package {{package}};

import dev.rookery.core.loss.QLearning;
import dev.rookery.core.network.DuelingHead;
import dev.rookery.core.network.LinearHead;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.core.onnx.OnnxGraph;
import dev.rookery.core.value.QFunction;
import dev.rookery.core.value.QLoss;
import java.util.Arrays;

/**
 * How {{name}} represents the values of actions, and how it learns them: the network gives one
 * number for each action, and the loss of its TD error is {@link LogCosh}.
 *
 * @param errorScale the scale of that loss
 */
record {{Name}}Q(double errorScale) implements QFunction {

  @Override
  public NetworkSpec addTo(NetworkSpec base, int actions, int duelingUnits) {
    return base.withHeads(
        duelingUnits < 0
            ? new LinearHead(HEAD, actions)
            : new DuelingHead(HEAD, actions, duelingUnits));
  }

  /** The outputs are the values. */
  @Override
  public String values(OnnxGraph graph, Network network, String outputs, int actions) {
    return outputs;
  }

  @Override
  public QLoss createLoss(int batch, int actions) {
    return new Loss(errorScale, actions, new float[batch]);
  }

  /** Targets and loss of one learner; arrays are row-major. */
  private record Loss(double errorScale, int actions, float[] target) implements QLoss {

    @Override
    public void values(Pass pass, float[] outputs, float[] q) {
      System.arraycopy(outputs, 0, q, 0, q.length);
    }

    /** {@code target = r + discount * q[next action]}. */
    @Override
    public void targets(float[] rT, float[] discountT, float[] qTSelector, float[] outputT) {
      QLearning.targets(rT, discountT, qTSelector, outputT, actions, target);
    }

    @Override
    public double loss(
        float[] outputTm1,
        int[] aTm1,
        float[] weight,
        float[] gradient,
        float[] priorities,
        float[] taken) {
      int batch = aTm1.length;
      double sum = 0;
      Arrays.fill(gradient, 0);
      for (int b = 0; b < batch; b++) {
        int action = b * actions + aTm1[b];
        double error = (double) target[b] - outputTm1[action];
        sum += weight[b] * LogCosh.loss(error, errorScale);
        gradient[action] = (float) (-weight[b] * LogCosh.slope(error, errorScale) / batch);
        priorities[b] = (float) Math.abs(error);
        taken[b] = outputTm1[action];
      }
      return sum / batch;
    }
  }
}
