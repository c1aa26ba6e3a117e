package dev.rookery.ppo;

import dev.rookery.algorithm.LearnerStep;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.optimizer.Descent;
import dev.rookery.core.policy.PolicyBatch;
import dev.rookery.core.policy.PolicyLearner;
import dev.rookery.core.policy.RolloutStore;
import dev.rookery.metrics.MetricsRecorder;

/**
 * Learns from each round's steps in several epochs of minibatches (Schulman et al. 2017, algorithm
 * 1). A step is one minibatch. A checkpoint in the middle of a round has the parameters of then; a
 * run that goes on from it begins another round.
 */
final class PpoLearner extends PolicyLearner {

  private final PpoConfig config;
  private final RolloutStore store;
  private final PpoLoss loss;

  /** The numbers of the rollout's steps, in the order that this epoch has. */
  private int[] order = new int[0];

  /** The minibatch of this epoch that is next. */
  private int next;

  private int epoch;
  private int minibatches;
  private PolicyBatch.Regularization regularization;
  private double penalty = 1;

  /** The divergence in this epoch so far: a sum over its minibatches. */
  private double epochDivergence;

  /** Binds the parts together; owns the network. */
  PpoLearner(
      PpoConfig config,
      PpoAlgorithm algorithm,
      TrainableNetwork network,
      Descent descent,
      RolloutStore store,
      long seed) {
    super(algorithm, network, descent, config.minibatchSize(), seed);
    this.config = config;
    this.store = store;
    loss = new PpoLoss(config, rollout);
    regularization = regularization();
  }

  private PolicyBatch.Regularization regularization() {
    return new PolicyBatch.Regularization(
        config.entropyCoefficient(), config.objective() == PpoObjective.PENALTY ? penalty : 0);
  }

  @Override
  public LearnerStep step() {
    if (minibatches == 0) {
      if (store.size() == 0) {
        return LearnerStep.IDLE;
      }
      beginRound();
    }
    epochDivergence += update(order, next * rows(), loss, regularization);
    next++;
    if (next == minibatches) {
      epoch++;
      if (epoch == config.epochs() || isTooFar()) {
        endRound();
        return LearnerStep.PUBLISH;
      }
      beginEpoch();
    }
    return LearnerStep.UPDATED;
  }

  private void beginRound() {
    take(store);
    loss.begin();
    // Where an actor went away, minibatches are cut from what is there; one of few steps has some
    // of them more than once.
    int size = rollout.size();
    minibatches = Math.max(1, size / rows());
    int numbers = Math.max(size, rows());
    if (order.length != numbers) {
      order = new int[numbers];
    }
    for (int i = 0; i < numbers; i++) {
      order[i] = i % size;
    }
    epoch = 0;
    beginEpoch();
  }

  private void beginEpoch() {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int number = order[i];
      order[i] = order[other];
      order[other] = number;
    }
    next = 0;
    epochDivergence = 0;
  }

  private boolean isTooFar() {
    return config.objective() == PpoObjective.CLIP
        && epochDivergence / minibatches > 1.5 * config.targetDivergence();
  }

  private void endRound() {
    observe(); // not before, so that ratios begin at 1
    if (config.objective() == PpoObjective.PENALTY) {
      double divergence = epochDivergence / minibatches;
      if (divergence > 1.5 * config.targetDivergence()) {
        penalty = Math.min(2 * penalty, 1e6);
      } else if (divergence < config.targetDivergence() / 1.5) {
        penalty = Math.max(penalty / 2, 1e-6);
      }
      regularization = regularization();
    }
    minibatches = 0;
  }

  @Override
  public void report(MetricsRecorder metrics) {
    super.report(metrics);
    loss.report(metrics);
    if (config.objective() == PpoObjective.PENALTY) {
      metrics.record("learner/divergence_penalty", penalty);
    }
  }

  @Override
  public void save(StateWriter state) {
    super.save(state);
    state.putDouble("penalty", penalty);
  }

  @Override
  public void load(StateReader state) {
    super.load(state);
    penalty = state.getDouble("penalty");
    regularization = regularization();
  }
}
