package dev.rookery.a3c;

import dev.rookery.Seeds;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.Pacing;
import dev.rookery.core.policy.PolicyAlgorithm;
import dev.rookery.core.policy.RolloutStore;
import dev.rookery.core.workers.LocalAlgorithm;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.internal.Handover;
import dev.rookery.settings.SettingsException;

/** What each worker of A3C does: acts for a rollout, and takes the gradients of its loss. */
final class ActorCriticAlgorithm extends PolicyAlgorithm implements LocalAlgorithm {

  private final A3cConfig config;

  ActorCriticAlgorithm(A3cConfig config, AlgorithmContext context) {
    super(config, context, config.rolloutSteps());
    this.config = config;
    if (config.normalizeObservations() || config.normalizeRewards()) {
      throw new SettingsException(
          "%s cannot normalise observations or rewards: each of its workers sees others; use ppo, or the normalisation of your environment"
              .formatted(config.algorithm()));
    }
  }

  @Override
  public Pacing pacing() {
    return new Pacing.Rounds(config.rolloutSteps(), 0);
  }

  @Override
  public Learner createLearner(LearnerContext run, ExperienceStore store) {
    return createLearner(run, store, (online, target, own) -> own);
  }

  @Override
  public Learner createLearner(LearnerContext run, ExperienceStore store, Descents descents) {
    int rows = config.rolloutSteps() * run.environmentsPerActor();
    return Handover.of(
        createNetwork(run.device()),
        network ->
            new ActorCriticLearner(
                config,
                this,
                network,
                descents.create(
                    network.arena(), null, config.createDescent(network.arena(), updates(run))),
                (RolloutStore) store,
                rows,
                Seeds.derive(run.seed(), "entropy")));
  }

  @Override
  public long updates(LearnerContext run) {
    return config.rollouts(run);
  }
}
