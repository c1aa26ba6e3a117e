package dev.rookery.core.value;

import dev.rookery.core.loss.CosineEmbedding;
import dev.rookery.core.loss.ImplicitQuantileQLearning;
import dev.rookery.core.loss.QuantileQLearning;
import dev.rookery.core.loss.RiskMeasure;
import dev.rookery.core.loss.SortedTargets;
import dev.rookery.core.network.DuelingHead;
import dev.rookery.core.network.LinearHead;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.core.network.RandomInput;
import dev.rookery.core.onnx.OnnxGraph;
import java.util.List;

/**
 * Quantiles of each action's return at levels that are sampled: IQN (Dabney et al. 2018, "Implicit
 * quantile networks"). The network has a row {@code [actions]} for each level, and an action's
 * value is the mean over the levels, which a {@link RiskMeasure} may distort. A policy that
 * explores samples its levels; a greedy one has the middles of equal parts instead, so that it is
 * always the same.
 *
 * @param samples levels of each prediction, at least 1 (N in the paper)
 * @param targetSamples levels of each target, at least 1 (N')
 * @param actingSamples levels that actions are chosen with, at least 1 (K)
 * @param cosines of each level's embedding, at least 1; 64 in the paper
 * @param kappa the error beyond which the quantile Huber loss is linear, at least 0; 1 in the paper
 * @param risk distorts the levels that actions are chosen with, also in targets. Where it is
 *     neutral, the next action of a target is chosen with the target's own levels, which saves
 *     sampling others
 */
public record ImplicitQuantileQ(
    int samples, int targetSamples, int actingSamples, int cosines, double kappa, RiskMeasure risk)
    implements QFunction {

  @Override
  public NetworkSpec addTo(NetworkSpec base, int actions, int duelingUnits) {
    return base.withQuantiles(actingSamples, cosines)
        .withHeads(
            duelingUnits < 0
                ? new LinearHead(HEAD, actions)
                : new DuelingHead(HEAD, actions, duelingUnits));
  }

  @Override
  public String values(OnnxGraph graph, Network network, String outputs, int actions) {
    String each = graph.reshape(outputs, List.of(actingSamples, actions));
    return graph.node(
        "ReduceMean",
        List.of(each),
        OnnxGraph.integers("axes", 1),
        OnnxGraph.integer("keepdims", 0));
  }

  @Override
  public List<RandomInput> exploringInputs() {
    return List.of(new QuantileLevels(0, actingSamples, cosines, risk));
  }

  @Override
  public List<String> greedyInputs(OnnxGraph graph) {
    float[] levels = QuantileQLearning.midpoints(actingSamples);
    for (int k = 0; k < levels.length; k++) {
      levels[k] = (float) risk.distort(levels[k]);
    }
    float[] values = new float[actingSamples * cosines];
    CosineEmbedding.cosines(levels, cosines, values);
    return List.of(graph.constant(values, List.of(actingSamples, cosines)));
  }

  @Override
  public QLoss createLoss(int batch, int actions) {
    return new Loss(this, batch, actions);
  }

  private static final class Loss implements QLoss {

    private final ImplicitQuantileQ q;
    private final int actions;

    /** Levels beside those of the targets, to choose the next action with; 0: the targets' own. */
    private final int choosing;

    private final QuantileLevels predicted;
    private final float[] targets;
    private final float[] own;
    private final SortedTargets sorted;

    Loss(ImplicitQuantileQ q, int batch, int actions) {
      this.q = q;
      this.actions = actions;
      choosing = q.risk instanceof RiskMeasure.Neutral ? 0 : q.actingSamples;
      predicted = new QuantileLevels(q.samples, 0, q.cosines, q.risk);
      targets = new float[batch * q.targetSamples];
      own = new float[choosing > 0 ? targets.length * actions : 0];
      sorted = new SortedTargets(q.targetSamples);
    }

    @Override
    public List<RandomInput> inputs(Pass pass) {
      return List.of(
          switch (pass) {
            case PREDICTION -> predicted;
            case TARGET -> new QuantileLevels(q.targetSamples, choosing, q.cosines, q.risk);
            case SELECTION, REFERENCE -> new QuantileLevels(0, q.actingSamples, q.cosines, q.risk);
          });
    }

    @Override
    public void values(Pass pass, float[] outputs, float[] values) {
      int all = outputs.length / values.length;
      int first = pass == Pass.TARGET && choosing > 0 ? q.targetSamples : 0;
      for (int i = 0; i < values.length; i++) {
        values[i] =
            ImplicitQuantileQLearning.value(outputs, i / actions, i % actions, all, first, actions);
      }
    }

    @Override
    public void targets(float[] rT, float[] discountT, float[] qTSelector, float[] outputT) {
      float[] quantiles = outputT;
      if (choosing > 0) {
        int each = q.targetSamples * actions;
        int stride = each + choosing * actions;
        for (int b = 0; b < rT.length; b++) {
          System.arraycopy(outputT, b * stride, own, b * each, each);
        }
        quantiles = own;
      }
      ImplicitQuantileQLearning.targets(rT, discountT, qTSelector, quantiles, actions, targets);
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
        taken[b] = ImplicitQuantileQLearning.value(outputTm1, b, aTm1[b], q.samples, 0, actions);
      }
      return ImplicitQuantileQLearning.huberLoss(
          outputTm1,
          aTm1,
          predicted.levels(),
          targets,
          weight,
          q.kappa,
          actions,
          sorted,
          gradient,
          priorities);
    }
  }
}
