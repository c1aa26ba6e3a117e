package dev.rookery.ppo;

import dev.rookery.core.network.Activation;
import dev.rookery.core.optimizer.OptimizerKind;
import dev.rookery.core.policy.PolicyConfig;
import dev.rookery.core.settings.GeneralizedAdvantageSettings;
import dev.rookery.core.settings.RatioClipSettings;
import dev.rookery.settings.Explicit;
import dev.rookery.settings.Setting;
import dev.rookery.settings.Settings;
import java.util.List;

/** The settings of PPO; its interfaces say what those mean that it shares with others. */
@SuppressWarnings("MissingJavadocParam") // @Setting says what a component is, here or there.
public record PpoConfig(
    @Setting(
            value = "Steps of each environment in a round, all with the same parameters.",
            min = 1,
            max = 65536,
            defaultValue = "128")
        int stepsPerRound,
    @Setting(
            value = "Steps of one update; it divides those of a round.",
            min = 1,
            max = 1048576,
            defaultValue = "256")
        int minibatchSize,
    @Setting(
            value = "How often a round's steps are learned from.",
            min = 1,
            max = 1000,
            defaultValue = "10")
        int epochs,
    double discount,
    double gaeLambda,
    @Setting(
            value = "What keeps the policy near the one that made the steps.",
            defaultValue = "clip")
        PpoObjective objective,
    double clip,
    @Setting(
            value =
                "How far from what it was in the round a value may go in the loss; infinity: any way.",
            min = 0,
            aboveMin = true,
            defaultValue = "Infinity")
        double valueClip,
    @Setting(
            value =
                "Divergence of the policy in a round that a penalty aims at; with clipping, a round's learning ends beyond 1.5 times it, and infinity is never.",
            min = 0,
            aboveMin = true,
            defaultValue = "Infinity")
        double targetDivergence,
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
    implements PolicyConfig<PpoConfig>,
        GeneralizedAdvantageSettings<PpoConfig>,
        RatioClipSettings<PpoConfig> {

  /** Keeps an immutable copy of the layers. */
  public PpoConfig {
    hiddenLayers = List.copyOf(hiddenLayers);
  }

  /** As Stable-Baselines3 and CleanRL have them, but for the sizes of rounds and minibatches. */
  public static PpoConfig defaults() {
    return Settings.defaults(
        PpoConfig.class,
        usual ->
            usual
                .withHiddenLayers(List.of(64, 64))
                .withNormalizeAdvantages(true)
                .withLearningRate(3e-4)
                .withOptimizerEpsilon(1e-5)
                .withMaximumGradientNorm(0.5));
  }

  @Override
  public String algorithm() {
    return PpoProvider.NAME;
  }

  /** With another {@link #stepsPerRound()}. */
  public PpoConfig withStepsPerRound(int value) {
    return with("stepsPerRound", value);
  }

  /** With another {@link #minibatchSize()}. */
  public PpoConfig withMinibatchSize(int value) {
    return with("minibatchSize", value);
  }

  /** With another {@link #epochs()}. */
  public PpoConfig withEpochs(int value) {
    return with("epochs", value);
  }

  /** With another {@link #objective()}. */
  public PpoConfig withObjective(PpoObjective value) {
    return with("objective", value);
  }

  /** With another {@link #valueClip()}. */
  public PpoConfig withValueClip(double value) {
    return with("valueClip", value);
  }

  /** With another {@link #targetDivergence()}. */
  public PpoConfig withTargetDivergence(double value) {
    return with("targetDivergence", value);
  }
}
