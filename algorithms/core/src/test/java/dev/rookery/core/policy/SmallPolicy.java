package dev.rookery.core.policy;

import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.Pacing;
import dev.rookery.core.network.Activation;
import dev.rookery.core.optimizer.OptimizerKind;
import dev.rookery.environment.Space;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.settings.Explicit;
import dev.rookery.settings.Settings;
import java.util.List;

/** A policy that acts but does not learn, for tests. */
final class SmallPolicy extends PolicyAlgorithm {

  static final double DISCOUNT = 0.9;

  private final int steps;

  /** Its settings. */
  record SmallConfig(
      double discount,
      double valueCoefficient,
      double entropyCoefficient,
      boolean normalizeAdvantages,
      boolean normalizeObservations,
      boolean normalizeRewards,
      boolean squashed,
      double firstDeviation,
      boolean stateDependentNoise,
      int noiseInterval,
      List<Integer> hiddenLayers,
      Activation activation,
      OptimizerKind optimizer,
      double learningRate,
      double finalLearningRate,
      long learningRateSteps,
      double optimizerEpsilon,
      double maximumGradientNorm,
      Explicit explicit)
      implements PolicyConfig<SmallConfig> {

    @Override
    public String algorithm() {
      return "small";
    }
  }

  private static final SmallConfig CONFIG =
      Settings.defaults(SmallConfig.class, usual -> usual)
          .withHiddenLayers(List.of(8))
          .withFirstDeviation(0.5)
          .withDiscount(DISCOUNT);

  private SmallPolicy(SmallConfig config, AlgorithmContext context, int steps) {
    super(config, context, steps);
    this.steps = steps;
  }

  static SmallPolicy of(
      Space observations,
      Space actions,
      boolean legalActions,
      boolean squashed,
      boolean normalized,
      int steps) {
    return of(observations, actions, legalActions, squashed, false, normalized, steps);
  }

  static SmallPolicy of(
      Space observations,
      Space actions,
      boolean legalActions,
      boolean squashed,
      boolean stateNoise,
      boolean normalized,
      int steps) {
    AlgorithmContext context = new AlgorithmContext("Test-v0", observations, actions, 1);
    return new SmallPolicy(
        CONFIG
            .withSquashed(squashed)
            .withNormalizeObservations(normalized)
            .withStateDependentNoise(stateNoise)
            .withNoiseInterval(2),
        legalActions ? context.withLegalActions() : context,
        steps);
  }

  static SmallPolicy withNormalizedRewards(Space observations, Space actions, int steps) {
    return new SmallPolicy(
        CONFIG.withNormalizeRewards(true),
        new AlgorithmContext("Test-v0", observations, actions, 1),
        steps);
  }

  static SmallPolicy withStateNoise(Space observations, Space actions, int interval, int steps) {
    return new SmallPolicy(
        CONFIG.withStateDependentNoise(true).withNoiseInterval(interval),
        new AlgorithmContext("Test-v0", observations, actions, 1),
        steps);
  }

  @Override
  public Pacing pacing() {
    return new Pacing.Rounds(steps, 0);
  }

  @Override
  public Learner createLearner(LearnerContext context, ExperienceStore store) {
    throw new UnsupportedOperationException();
  }
}
