package dev.rookery.impala;

import dev.rookery.algorithm.LearnerStep;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.optimizer.Descent;
import dev.rookery.core.policy.PolicyAlgorithm;
import dev.rookery.core.policy.PolicyBatch;
import dev.rookery.core.policy.PolicyLearner;
import dev.rookery.core.policy.RolloutStore;
import dev.rookery.metrics.MetricsRecorder;

/**
 * Learns from segments in the order in which they come, as soon as there are enough for a batch,
 * and publishes after each batch. Segments that wait when a run is stopped are lost with it.
 */
final class VTraceLearner extends PolicyLearner {

  private final VTraceConfig<?> config;
  private final RolloutStore store;
  private final VTraceLoss loss;
  private final PolicyBatch.Regularization regularization;

  /** How often the present batch was learned from; 0: there is none. */
  private int updates;

  /** Binds the parts together; owns the network. */
  VTraceLearner(
      VTraceConfig<?> config,
      PolicyAlgorithm algorithm,
      TrainableNetwork network,
      Descent descent,
      RolloutStore store,
      double clip,
      long seed) {
    super(algorithm, network, descent, config.batchSegments() * config.segmentSteps(), seed);
    this.config = config;
    this.store = store;
    loss = new VTraceLoss(config, rollout, rows(), clip);
    regularization = new PolicyBatch.Regularization(config.entropyCoefficient(), 0);
  }

  @Override
  public LearnerStep step() {
    if (updates == 0) {
      if (store.size() < config.batchSegments()) {
        return LearnerStep.IDLE;
      }
      take(store, config.batchSegments());
    }
    updateFromAll(loss, regularization);
    if (++updates < config.batchUpdates()) {
      return LearnerStep.UPDATED;
    }
    updates = 0;
    observe();
    return LearnerStep.PUBLISH;
  }

  @Override
  public void report(MetricsRecorder metrics) {
    super.report(metrics);
    loss.report(metrics);
  }
}
