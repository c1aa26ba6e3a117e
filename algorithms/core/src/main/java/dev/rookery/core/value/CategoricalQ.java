package dev.rookery.core.value;

import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.learning.ReturnBounds;
import dev.rookery.core.loss.CategoricalQLearning;
import dev.rookery.core.loss.Support;
import dev.rookery.core.network.Constant;
import dev.rookery.core.network.DuelingHead;
import dev.rookery.core.network.LinearHead;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.core.onnx.OnnxGraph;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A categorical distribution of each action's return over equally spaced atoms: C51 (Bellemare et
 * al. 2017). The head has a logit for each of {@code [actions, atoms]}, and an action's value is
 * the mean of its distribution. The atoms' returns are a {@link Constant} of the network: where the
 * support is not given, the learner chooses it when learning begins, from the rewards seen by then,
 * and it is published, saved and exported with the parameters.
 *
 * @param atoms how many, at least 2; 51 in the paper
 * @param vMin the lowest return; negative infinity: what rewards and discount allow
 * @param vMax the highest return, above {@code vMin}; infinity: what rewards and discount allow
 */
public record CategoricalQ(int atoms, double vMin, double vMax) implements QFunction {

  private static final Logger LOG = LoggerFactory.getLogger(CategoricalQ.class);
  private static final String SUPPORT = "support";

  /** How far bounds may be apart that differ by float32 only, as a part of the support. */
  private static final double ROUNDING = 1e-6;

  /**
   * Checks the support.
   *
   * @throws SettingsException if there are fewer than 2 atoms, or {@code vMin} is not below {@code
   *     vMax}
   */
  public CategoricalQ {
    if (atoms < 2) {
      throw new SettingsException("a distribution needs at least 2 atoms, not " + atoms);
    }
    if (!(vMin < vMax)) {
      throw new SettingsException(
          "vMin must be below vMax, but they are %s and %s".formatted(vMin, vMax));
    }
  }

  @Override
  public NetworkSpec addTo(NetworkSpec base, int actions, int duelingUnits) {
    // Before the support is known, greedy actions need any that rises.
    Support first = isGiven() ? new Support(vMin, vMax, atoms) : new Support(-1, 1, atoms);
    List<Float> returns = new ArrayList<>();
    for (float atom : returnsOf(first)) {
      returns.add(atom);
    }
    return base.withConstants(new Constant(SUPPORT, returns))
        .withHeads(
            duelingUnits < 0
                ? new LinearHead(HEAD, Math.multiplyExact(actions, atoms))
                : new DuelingHead(HEAD, actions, atoms, duelingUnits));
  }

  private boolean isGiven() {
    return Double.isFinite(vMin) && Double.isFinite(vMax);
  }

  private static float[] returnsOf(Support support) {
    float[] returns = new float[support.atoms()];
    for (int k = 0; k < returns.length; k++) {
      returns[k] = (float) (support.vMin() + k * support.spacing());
    }
    return returns;
  }

  @Override
  public String values(OnnxGraph graph, Network network, String outputs, int actions) {
    String logits = graph.reshape(outputs, List.of(actions, atoms));
    String probabilities = graph.node("Softmax", List.of(logits), OnnxGraph.integer("axis", 2));
    return graph.node("MatMul", probabilities, graph.parameter(network.constant(SUPPORT)));
  }

  @Override
  public QLoss createLoss(int batch, int actions) {
    return new Loss(this, batch, actions);
  }

  /** The support that rewards allow, but for what was given. */
  private Support fit(ReturnBounds bounds) {
    double low = Double.isFinite(vMin) ? vMin : bounds.lowest();
    double high = Double.isFinite(vMax) ? vMax : bounds.highest();
    if (Double.isInfinite(low) || Double.isInfinite(high)) {
      throw new SettingsException(
          "with a discount of 1 returns may be of any size: set vMin and vMax to what they can be");
    }
    if (low >= high) {
      throw new SettingsException(
          "the rewards seen before learning allow returns from %s to %s only, which does not fit vMin %s and vMax %s: set both"
              .formatted(bounds.lowest(), bounds.highest(), vMin, vMax));
    }
    return new Support((float) low, (float) high, atoms);
  }

  /** The support of atoms that another run has learned with. */
  private Support adopt(float[] returns) {
    float low = returns[0];
    float high = returns[returns.length - 1];
    double rounding = ROUNDING * (high - low);
    if ((Double.isFinite(vMin) && Math.abs(vMin - low) > rounding)
        || (Double.isFinite(vMax) && Math.abs(vMax - high) > rounding)) {
      throw new SettingsException(
          "the parameters to start from have learned returns from %s to %s, not the given vMin %s and vMax %s: leave vMin and vMax out"
              .formatted(low, high, vMin, vMax));
    }
    return isGiven() ? new Support(vMin, vMax, atoms) : new Support(low, high, atoms);
  }

  private static final class Loss implements QLoss {

    private final CategoricalQ q;
    private final int actions;
    private final float[] probabilities;
    private final float[] targets;
    private final float[] crossEntropy;
    private Support support;

    /** Whether the support stays; not before a reward was seen that it can follow. */
    private boolean chosen;

    private @Nullable LearningStart start;

    Loss(CategoricalQ q, int batch, int actions) {
      this.q = q;
      this.actions = actions;
      probabilities = new float[batch * q.atoms];
      targets = new float[batch * q.atoms];
      crossEntropy = new float[batch];
      chosen = q.isGiven();
      support = chosen ? new Support(q.vMin, q.vMax, q.atoms) : new Support(-1, 1, q.atoms);
    }

    @Override
    public void startFrom(Function<String, float[]> constants) {
      support = q.adopt(constants.apply(SUPPORT));
      chosen = true;
    }

    @Override
    public void begin(LearningStart learning) {
      start = learning;
      ReturnBounds bounds = learning.returnBounds();
      if (!chosen && bounds.lowest() == bounds.highest()) {
        LOG.info(
            "No reward but 0 was seen before learning: the support of the returns waits for one.");
        return;
      }
      if (!chosen) {
        support = q.fit(bounds);
        chosen = true;
        learning.writeConstant(SUPPORT, returnsOf(support));
        LOG.info("The support of the returns is from {} to {}.", support.vMin(), support.vMax());
      }
      double rounding = ROUNDING * (support.vMax() - support.vMin());
      if (bounds.lowest() < support.vMin() - rounding
          || bounds.highest() > support.vMax() + rounding) {
        LOG.warn(
            "The rewards seen before learning allow returns from {} to {}, beyond the support from"
                + " {} to {}: returns outside of it count as its bounds. Set vMin and vMax, or"
                + " leave them out.",
            bounds.lowest(),
            bounds.highest(),
            support.vMin(),
            support.vMax());
      } else if (bounds.highest() - bounds.lowest() < 0.05 * (support.vMax() - support.vMin())) {
        LOG.warn(
            "The rewards seen before learning allow returns from {} to {}, a small part of the"
                + " support from {} to {}: few of its atoms will be used. Set vMin and vMax, or"
                + " leave them out.",
            bounds.lowest(),
            bounds.highest(),
            support.vMin(),
            support.vMax());
      }
    }

    @Override
    public void values(Pass pass, float[] outputs, float[] values) {
      CategoricalQLearning.values(outputs, support, values);
    }

    @Override
    public void targets(float[] rT, float[] discountT, float[] qTSelector, float[] outputT) {
      if (!chosen && start != null && hasReward(rT)) {
        begin(start);
      }
      CategoricalQLearning.nextProbabilities(qTSelector, outputT, actions, q.atoms, probabilities);
      CategoricalQLearning.targets(rT, discountT, probabilities, support, targets);
    }

    private static boolean hasReward(float[] rT) {
      for (float reward : rT) {
        if (reward != 0) {
          return true;
        }
      }
      return false;
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
        taken[b] = CategoricalQLearning.value(outputTm1, b * actions + aTm1[b], support);
      }
      return CategoricalQLearning.crossEntropyLoss(
          outputTm1, aTm1, targets, weight, actions, gradient, crossEntropy, priorities);
    }

    @Override
    public void report(MetricsRecorder metrics) {
      metrics.record("learner/support_low", support.vMin());
      metrics.record("learner/support_high", support.vMax());
    }

    @Override
    public void save(StateWriter state) {
      state.putLong("chosen", chosen ? 1 : 0);
      state.putDouble("v_min", support.vMin());
      state.putDouble("v_max", support.vMax());
    }

    @Override
    public void load(StateReader state) {
      chosen = state.getLong("chosen") == 1;
      support = new Support(state.getDouble("v_min"), state.getDouble("v_max"), q.atoms);
    }
  }
}
