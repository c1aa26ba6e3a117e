package dev.rookery.ppo;

import dev.rookery.Seeds;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.Pacing;
import dev.rookery.core.policy.PolicyAlgorithm;
import dev.rookery.core.policy.RolloutStore;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.internal.Handover;
import dev.rookery.settings.SettingsException;

/** PPO for one environment's spaces. */
final class PpoAlgorithm extends PolicyAlgorithm {

  private final PpoConfig config;

  PpoAlgorithm(PpoConfig config, AlgorithmContext context) {
    super(config, context, config.stepsPerRound());
    this.config = config;
    if (config.objective() == PpoObjective.PENALTY && config.targetDivergence() > 1e6) {
      throw new SettingsException(
          "a penalty on divergence needs a divergence to aim at: set targetDivergence, for example to 0.01");
    }
  }

  /** Actors wait while the learner learns. */
  @Override
  public Pacing pacing() {
    return new Pacing.Rounds(config.stepsPerRound(), 0);
  }

  @Override
  public Learner createLearner(LearnerContext run, ExperienceStore store) {
    long roundSteps = (long) config.stepsPerRound() * run.actors() * run.environmentsPerActor();
    if (roundSteps % config.minibatchSize() != 0) {
      throw new SettingsException(
          "minibatches of %s steps do not divide the %s steps of a round, stepsPerRound %s in %s environments: change one of them"
              .formatted(
                  config.minibatchSize(),
                  roundSteps,
                  config.stepsPerRound(),
                  run.actors() * run.environmentsPerActor()));
    }
    return Handover.of(
        createNetwork(run.device()),
        network ->
            new PpoLearner(
                config,
                this,
                network,
                config.createDescent(network.arena(), updates(run, roundSteps)),
                (RolloutStore) store,
                Seeds.derive(run.seed(), "minibatches")));
  }

  private long updates(LearnerContext run, long roundSteps) {
    double rounds = (double) run.steps() / roundSteps;
    return (long) (rounds * config.epochs() * roundSteps / config.minibatchSize());
  }
}
