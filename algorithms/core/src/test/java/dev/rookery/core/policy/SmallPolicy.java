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
      boolean squashed,
      double firstDeviation,
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

  private SmallPolicy(AlgorithmContext context, boolean squashed, boolean normalized, int steps) {
    super(
        Settings.defaults(SmallConfig.class, usual -> usual)
            .withHiddenLayers(List.of(8))
            .withFirstDeviation(0.5)
            .withDiscount(DISCOUNT)
            .withSquashed(squashed)
            .withNormalizeObservations(normalized),
        context,
        steps);
    this.steps = steps;
  }

  static SmallPolicy of(
      Space observations,
      Space actions,
      boolean legalActions,
      boolean squashed,
      boolean normalized,
      int steps) {
    AlgorithmContext context = new AlgorithmContext("Test-v0", observations, actions, 1);
    return new SmallPolicy(
        legalActions ? context.withLegalActions() : context, squashed, normalized, steps);
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
