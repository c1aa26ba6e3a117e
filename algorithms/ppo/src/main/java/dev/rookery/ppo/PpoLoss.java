package dev.rookery.ppo;

import dev.rookery.core.learning.MetricMeans;
import dev.rookery.core.loss.PolicyGradient;
import dev.rookery.core.loss.TdLearning;
import dev.rookery.core.policy.PolicyBatch;
import dev.rookery.core.policy.Rollout;
import dev.rookery.metrics.MetricsRecorder;

/**
 * PPO's loss of a minibatch: the surrogate of its policy and the error of its values, without what
 * {@link PolicyBatch.Regularization} adds.
 */
final class PpoLoss implements PolicyBatch.Loss {

  private final PpoConfig config;
  private final Rollout rollout;
  private final double clip;

  /** {@code [size]} of the rollout. */
  private float[] advantages = new float[0];

  private float[] targets = new float[0];
  private double explainedVariance = Double.NaN;

  // Those of one minibatch.

  private final float[] oldLogPi;
  private final float[] oldValue;
  private final float[] advantage;
  private final float[] target;
  private final MetricMeans means =
      new MetricMeans("learner/policy_loss", "learner/value_loss", "learner/clip_fraction");

  PpoLoss(PpoConfig config, Rollout rollout) {
    this.config = config;
    this.rollout = rollout;
    clip = config.objective() == PpoObjective.CLIP ? config.clip() : Double.POSITIVE_INFINITY;
    int rows = config.minibatchSize();
    oldLogPi = new float[rows];
    oldValue = new float[rows];
    advantage = new float[rows];
    target = new float[rows];
  }

  /** Computes the advantages and targets of a new rollout. */
  void begin() {
    int size = rollout.size();
    if (advantages.length < size) {
      advantages = new float[size];
      targets = new float[size];
    }
    rollout.advantages(config.gaeLambda(), advantages, targets);
    explainedVariance = explainedVariance(size);
  }

  /** How much of the targets' variance the values knew; 1 is all, 0 none, below that is worse. */
  private double explainedVariance(int size) {
    double sum = 0;
    double squares = 0;
    double errorSum = 0;
    double errorSquares = 0;
    for (int i = 0; i < size; i++) {
      double error = (double) targets[i] - rollout.values()[i];
      sum += targets[i];
      squares += (double) targets[i] * targets[i];
      errorSum += error;
      errorSquares += error * error;
    }
    double variance = squares / size - sum / size * (sum / size);
    double unexplained = errorSquares / size - errorSum / size * (errorSum / size);
    return variance > 0 ? 1 - unexplained / variance : Double.NaN;
  }

  @Override
  public double compute(PolicyBatch batch, float[] byLogPi, float[] byValue) {
    for (int b = 0; b < batch.rows(); b++) {
      int number = batch.number(b);
      oldLogPi[b] = rollout.logPi()[number];
      oldValue[b] = rollout.values()[number];
      advantage[b] = advantages[number];
      target[b] = targets[number];
    }
    if (config.normalizeAdvantages()) {
      PolicyGradient.normalize(advantage);
    }
    double policyLoss =
        PolicyGradient.clippedLoss(batch.logPi(), oldLogPi, advantage, clip, byLogPi);
    double valueLoss =
        TdLearning.clippedLoss(batch.values(), oldValue, target, config.valueClip(), byValue);
    for (int b = 0; b < byValue.length; b++) {
      byValue[b] *= (float) config.valueCoefficient();
    }
    means.count();
    means.add(0, policyLoss);
    means.add(1, valueLoss);
    means.add(2, PolicyGradient.clipFraction(batch.logPi(), oldLogPi, config.clip()));
    return policyLoss + config.valueCoefficient() * valueLoss;
  }

  void report(MetricsRecorder metrics) {
    means.report(metrics);
    metrics.record("learner/explained_variance", explainedVariance);
  }
}
