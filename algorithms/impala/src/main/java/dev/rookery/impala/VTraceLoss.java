package dev.rookery.impala;

import dev.rookery.core.learning.MetricMeans;
import dev.rookery.core.loss.PolicyGradient;
import dev.rookery.core.loss.TdLearning;
import dev.rookery.core.policy.PolicyBatch;
import dev.rookery.core.policy.Rollout;
import dev.rookery.core.returns.VTrace;
import dev.rookery.metrics.MetricsRecorder;

/**
 * The loss of a batch of whole segments, whose values and policy are those of now: values move
 * towards V-trace's targets, and the policy by its advantages (Espeholt et al. 2018, section 4.2),
 * or by PPO's clipped loss on what these are before they are weighted, because a ratio of its own
 * weights that.
 */
final class VTraceLoss implements PolicyBatch.Loss {

  private final VTraceConfig<?> config;
  private final Rollout rollout;
  private final VTrace trace;
  private final double clip;
  private final float[] logRatio;
  private final float[] logMu;
  private final float[] nextValue;
  private final float[] target;
  private final float[] advantage;
  private final MetricMeans means =
      new MetricMeans("learner/policy_loss", "learner/value_loss", "learner/mean_rho");

  /**
   * The loss of batches of so many steps.
   *
   * @param clip infinity: the plain actor-critic
   */
  VTraceLoss(VTraceConfig<?> config, Rollout rollout, int rows, double clip) {
    this.config = config;
    this.rollout = rollout;
    this.clip = clip;
    trace = new VTrace(config.traceLambda(), config.rhoBar(), config.cBar());
    logRatio = new float[rows];
    logMu = new float[rows];
    nextValue = new float[rows];
    target = new float[rows];
    advantage = new float[rows];
  }

  @Override
  public double compute(PolicyBatch batch, float[] byLogPi, float[] byValue) {
    int rows = batch.rows();
    int steps = rollout.segmentSteps();
    double rho = 0;
    for (int i = 0; i < rows; i++) {
      logMu[i] = rollout.logPi()[i];
      logRatio[i] = batch.logPi()[i] - logMu[i];
      rho += Math.min(config.rhoBar(), Math.exp(logRatio[i])) / rows;
      nextValue[i] = goesOn(i) ? batch.values()[i + 1] : rollout.nextValues()[i];
    }
    for (int from = 0; from < rows; from += steps) {
      trace.compute(
          rollout.rewards(),
          rollout.discounts(),
          rollout.ended(),
          logRatio,
          batch.values(),
          nextValue,
          from,
          steps,
          target,
          advantage);
    }
    double policyLoss = policyLoss(batch, byLogPi);
    double valueLoss =
        TdLearning.clippedLoss(
            batch.values(), batch.values(), target, Double.POSITIVE_INFINITY, byValue);
    for (int i = 0; i < rows; i++) {
      byValue[i] *= (float) config.valueCoefficient();
    }
    means.count();
    means.add(0, policyLoss);
    means.add(1, valueLoss);
    means.add(2, rho);
    return policyLoss + config.valueCoefficient() * valueLoss;
  }

  /** Whether the step after this one is in the same segment and episode. */
  private boolean goesOn(int i) {
    return rollout.ended()[i] == 0 && (i + 1) % rollout.segmentSteps() != 0;
  }

  private double policyLoss(PolicyBatch batch, float[] byLogPi) {
    boolean clipped = clip < Double.POSITIVE_INFINITY;
    if (clipped) {
      for (int i = 0; i < advantage.length; i++) {
        float next = goesOn(i) ? target[i + 1] : nextValue[i];
        advantage[i] = rollout.rewards()[i] + rollout.discounts()[i] * next - batch.values()[i];
      }
    }
    if (config.normalizeAdvantages()) {
      PolicyGradient.normalize(advantage);
    }
    return clipped
        ? PolicyGradient.clippedLoss(batch.logPi(), logMu, advantage, clip, byLogPi)
        : PolicyGradient.loss(batch.logPi(), advantage, byLogPi);
  }

  void report(MetricsRecorder metrics) {
    means.report(metrics);
  }
}
