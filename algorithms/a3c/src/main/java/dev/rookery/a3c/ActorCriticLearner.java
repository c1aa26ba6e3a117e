package dev.rookery.a3c;

import dev.rookery.algorithm.LearnerStep;
import dev.rookery.core.learning.MetricMeans;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.loss.PolicyGradient;
import dev.rookery.core.loss.TdLearning;
import dev.rookery.core.optimizer.Descent;
import dev.rookery.core.policy.PolicyAlgorithm;
import dev.rookery.core.policy.PolicyBatch;
import dev.rookery.core.policy.PolicyLearner;
import dev.rookery.core.policy.RolloutStore;
import dev.rookery.metrics.MetricsRecorder;

/**
 * Learns once from each rollout, with the parameters that made it (Mnih et al. 2016, algorithm S3):
 * {@code -log π(a|s) · A - entropyCoefficient · H + valueCoefficient · ½ (R - V)²}, as a mean over
 * the rollout's steps.
 */
final class ActorCriticLearner extends PolicyLearner implements PolicyBatch.Loss {

  private final A3cConfig config;
  private final RolloutStore store;
  private final PolicyBatch.Regularization regularization;
  private final int segments;

  private final float[] advantage;
  private final float[] target;
  private final MetricMeans means = new MetricMeans("learner/policy_loss", "learner/value_loss");

  /** Binds the parts together; owns the network. */
  ActorCriticLearner(
      A3cConfig config,
      PolicyAlgorithm algorithm,
      TrainableNetwork network,
      Descent descent,
      RolloutStore store,
      int rows,
      long seed) {
    super(algorithm, network, descent, rows, seed);
    this.config = config;
    this.store = store;
    segments = rows / config.rolloutSteps();
    regularization = new PolicyBatch.Regularization(config.entropyCoefficient(), 0);
    advantage = new float[rows];
    target = new float[rows];
  }

  @Override
  public LearnerStep step() {
    if (store.size() < segments) {
      return LearnerStep.IDLE;
    }
    rollout.take(store, segments);
    updateFromAll(this, regularization);
    return LearnerStep.PUBLISH;
  }

  @Override
  public double compute(PolicyBatch batch, float[] byLogPi, float[] byValue) {
    rollout.advantages(config.gaeLambda(), advantage, target);
    if (config.normalizeAdvantages()) {
      PolicyGradient.normalize(advantage);
    }
    double policyLoss = PolicyGradient.loss(batch.logPi(), advantage, byLogPi);
    double valueLoss =
        TdLearning.clippedLoss(
            batch.values(), batch.values(), target, Double.POSITIVE_INFINITY, byValue);
    for (int i = 0; i < byValue.length; i++) {
      byValue[i] *= (float) config.valueCoefficient();
    }
    means.count();
    means.add(0, policyLoss);
    means.add(1, valueLoss);
    return policyLoss + config.valueCoefficient() * valueLoss;
  }

  @Override
  public void report(MetricsRecorder metrics) {
    super.report(metrics);
    means.report(metrics);
  }
}
