package dev.rookery.ppo;

import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.core.network.Activation;
import dev.rookery.core.optimizer.OptimizerKind;
import dev.rookery.core.settings.DiscountSettings;
import dev.rookery.core.settings.NetworkSettings;
import dev.rookery.core.settings.OptimizerSettings;
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
    @Setting(
            value = "Weight of later TD errors in an advantage: 0 is one step, 1 the whole return.",
            min = 0,
            max = 1,
            defaultValue = "0.95")
        double gaeLambda,
    @Setting(
            value = "What keeps the policy near the one that made the steps.",
            defaultValue = "clip")
        PpoObjective objective,
    @Setting(
            value = "How far from 1 a probability ratio pays.",
            min = 0,
            aboveMin = true,
            max = 10,
            defaultValue = "0.2")
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
    @Setting(value = "Weight of the value's loss.", min = 0, max = 1000, defaultValue = "0.5")
        double valueCoefficient,
    @Setting(
            value = "Weight of the policy's entropy, which is rewarded.",
            min = 0,
            max = 1000,
            defaultValue = "0")
        double entropyCoefficient,
    @Setting(
            value = "Give the advantages of each minibatch mean 0 and deviation 1.",
            defaultValue = "true")
        boolean normalizeAdvantages,
    @Setting(
            value =
                "Give each number of an observation mean 0 and deviation 1, by all that were seen so far.",
            defaultValue = "false")
        boolean normalizeObservations,
    @Setting(
            value = "Continuous actions never reach their bounds, by a hyperbolic tangent.",
            defaultValue = "false")
        boolean squashed,
    @Setting(
            value = "First standard deviation of continuous actions, where half their range is 1.",
            min = 0,
            aboveMin = true,
            max = 100,
            defaultValue = "1")
        double firstDeviation,
    List<Integer> hiddenLayers,
    @Setting(value = "What follows hidden layers.", defaultValue = "tanh") Activation activation,
    OptimizerKind optimizer,
    double learningRate,
    double finalLearningRate,
    long learningRateSteps,
    double optimizerEpsilon,
    double maximumGradientNorm,
    Explicit explicit)
    implements AlgorithmConfig,
        DiscountSettings<PpoConfig>,
        NetworkSettings<PpoConfig>,
        OptimizerSettings<PpoConfig> {

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

  /** With another {@link #gaeLambda()}. */
  public PpoConfig withGaeLambda(double value) {
    return with("gaeLambda", value);
  }

  /** With another {@link #objective()}. */
  public PpoConfig withObjective(PpoObjective value) {
    return with("objective", value);
  }

  /** With another {@link #clip()}. */
  public PpoConfig withClip(double value) {
    return with("clip", value);
  }

  /** With another {@link #valueClip()}. */
  public PpoConfig withValueClip(double value) {
    return with("valueClip", value);
  }

  /** With another {@link #targetDivergence()}. */
  public PpoConfig withTargetDivergence(double value) {
    return with("targetDivergence", value);
  }

  /** With another {@link #valueCoefficient()}. */
  public PpoConfig withValueCoefficient(double value) {
    return with("valueCoefficient", value);
  }

  /** With another {@link #entropyCoefficient()}. */
  public PpoConfig withEntropyCoefficient(double value) {
    return with("entropyCoefficient", value);
  }

  /** With another {@link #normalizeAdvantages()}. */
  public PpoConfig withNormalizeAdvantages(boolean value) {
    return with("normalizeAdvantages", value);
  }

  /** With another {@link #normalizeObservations()}. */
  public PpoConfig withNormalizeObservations(boolean value) {
    return with("normalizeObservations", value);
  }

  /** With another {@link #squashed()}. */
  public PpoConfig withSquashed(boolean value) {
    return with("squashed", value);
  }

  /** With another {@link #firstDeviation()}. */
  public PpoConfig withFirstDeviation(double value) {
    return with("firstDeviation", value);
  }

  /** With another {@link #activation()}. */
  public PpoConfig withActivation(Activation value) {
    return with("activation", value);
  }
}
