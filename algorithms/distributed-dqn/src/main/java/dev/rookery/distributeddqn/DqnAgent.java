package dev.rookery.distributeddqn;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.core.learning.TargetUpdate;
import dev.rookery.core.value.Explorations;
import dev.rookery.core.value.ScalarQ;
import dev.rookery.core.value.ValueAlgorithm;
import dev.rookery.core.workers.LocalAlgorithm;
import dev.rookery.core.workers.WorkerAlgorithm;
import dev.rookery.experience.ExperienceStore;

/** What each agent does: it is DQN, but for its target network, which is not its own. */
final class DqnAgent extends ValueAlgorithm implements LocalAlgorithm {

  private final DistributedDqnConfig config;

  private DqnAgent(DistributedDqnConfig config, AlgorithmContext context) {
    super(
        config,
        context,
        new ScalarQ(config.huberKappa()),
        actor -> Explorations.of(config, config.noisy()));
    this.config = config;
  }

  /** The distributed algorithm. */
  static Algorithm create(DistributedDqnConfig config, AlgorithmContext context) {
    return new WorkerAlgorithm(
        new DqnAgent(config, context),
        config,
        config,
        config.shareSteps(),
        config.targetUpdateInterval());
  }

  @Override
  public Learner createLearner(LearnerContext run, ExperienceStore store, Descents descents) {
    return createLearner(run, store, config.batchSize(), TargetUpdate.never(), descents);
  }
}
