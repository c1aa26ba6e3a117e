package dev.rookery.apex;

import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.settings.Setting;
import dev.rookery.settings.Settings;
import java.util.List;

/** The settings of Ape-X DPG; see each one's {@code @Setting} for its meaning. */
@SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
public record ApeXDpgConfig(
    @Setting(value = "Rewards that a row sums up before it bootstraps.", min = 1, max = 1000)
        int nStep,
    @Setting(value = "Discount of a reward one step later.", min = 0, max = 1) double discount,
    @Setting(value = "Sizes of the policy's hidden dense layers.", min = 1, max = 65536)
        List<Integer> policyLayers,
    @Setting(value = "Sizes of the critic's hidden dense layers.", min = 1, max = 65536)
        List<Integer> criticLayers,
    @Setting(value = "Adam's step size for the policy.", min = 0, max = 10)
        double policyLearningRate,
    @Setting(value = "Adam's step size for the critic.", min = 0, max = 10)
        double criticLearningRate,
    @Setting(value = "Adam's epsilon.", min = 0, aboveMin = true) double optimizerEpsilon,
    @Setting(
            value =
                "Gradients of the policy, or of the critic, with a larger Euclidean norm are scaled down to it.",
            min = 0,
            aboveMin = true)
        double maximumGradientNorm,
    @Setting(
            value = "TD error at which the critic's loss turns straight.",
            min = 0,
            aboveMin = true)
        double huberKappa,
    @Setting(value = "Rows of one update.", min = 1, max = 65536) int batchSize,
    @Setting(value = "Rows that replay is brought back to from time to time.", min = 1)
        int replayCapacity,
    @Setting(value = "Updates from one time to the next.", min = 1) int trimInterval,
    @Setting(value = "Rows in replay before learning begins.", min = 1) int learningStarts,
    @Setting(
            value = "How often a row is learned from on average: batchSize × updates per step.",
            min = 0,
            aboveMin = true)
        double samplesPerInsert,
    @Setting(value = "Updates between updates of the target networks.", min = 1)
        int targetUpdateInterval,
    @Setting(
            value = "How far the target networks move towards the online ones; 1: they are copied.",
            min = 0,
            max = 1,
            aboveMin = true)
        double targetUpdateStep,
    @Setting(
            value =
                "Deviation of the noise on actions in a run's first environment, as a share of half an action's range.",
            min = 0,
            max = 100)
        double largestNoise,
    @Setting(
            value =
                "Deviation of that noise in a run's last environment; those between are spaced evenly by ratio, so 0 leaves noise to the first alone.",
            min = 0,
            max = 100)
        double smallestNoise,
    @Setting(
            value = "Correlation of that noise with itself one step before; DDPG's is 0.85.",
            min = 0,
            max = 0.9999)
        double noiseCorrelation,
    @Setting(value = "How much priorities matter; 0: not at all.", min = 0, max = 1)
        double priorityExponent,
    @Setting(value = "How far importance weights correct for priorities.", min = 0, max = 1)
        double importanceExponent,
    @Setting("Draw the next batch on a thread of its own while learning from the one before.")
        boolean prefetch)
    implements AlgorithmConfig, ApeXReplayConfig {

  /** Keeps immutable copies of the layers. */
  public ApeXDpgConfig {
    policyLayers = List.copyOf(policyLayers);
    criticLayers = List.copyOf(criticLayers);
  }

  /** Five-step returns, Polyak averaging, noise from large to small over the environments. */
  public static ApeXDpgConfig defaults() {
    return new ApeXDpgConfig(
        5,
        0.99,
        List.of(128, 128),
        List.of(128, 128),
        1e-3,
        1e-3,
        1e-8,
        40,
        10,
        64,
        100_000,
        100,
        1_000,
        32,
        1,
        0.005,
        0.8,
        0.1,
        0,
        0.6,
        0.4,
        true);
  }

  @Override
  public String algorithm() {
    return ApeXDpgProvider.NAME;
  }

  /** A copy with one setting changed, checked against its range. */
  public ApeXDpgConfig with(String setting, Object value) {
    return Settings.with(this, setting, value);
  }

  /** With another {@link #nStep()}. */
  public ApeXDpgConfig withNStep(int value) {
    return with("nStep", value);
  }

  /** With another {@link #discount()}. */
  public ApeXDpgConfig withDiscount(double value) {
    return with("discount", value);
  }

  /** With another {@link #policyLayers()}. */
  public ApeXDpgConfig withPolicyLayers(List<Integer> value) {
    return with("policyLayers", value);
  }

  /** With another {@link #criticLayers()}. */
  public ApeXDpgConfig withCriticLayers(List<Integer> value) {
    return with("criticLayers", value);
  }

  /** With another {@link #policyLearningRate()}. */
  public ApeXDpgConfig withPolicyLearningRate(double value) {
    return with("policyLearningRate", value);
  }

  /** With another {@link #criticLearningRate()}. */
  public ApeXDpgConfig withCriticLearningRate(double value) {
    return with("criticLearningRate", value);
  }

  /** With another {@link #optimizerEpsilon()}. */
  public ApeXDpgConfig withOptimizerEpsilon(double value) {
    return with("optimizerEpsilon", value);
  }

  /** With another {@link #maximumGradientNorm()}. */
  public ApeXDpgConfig withMaximumGradientNorm(double value) {
    return with("maximumGradientNorm", value);
  }

  /** With another {@link #huberKappa()}. */
  public ApeXDpgConfig withHuberKappa(double value) {
    return with("huberKappa", value);
  }

  /** With another {@link #batchSize()}. */
  public ApeXDpgConfig withBatchSize(int value) {
    return with("batchSize", value);
  }

  /** With another {@link #replayCapacity()}. */
  public ApeXDpgConfig withReplayCapacity(int value) {
    return with("replayCapacity", value);
  }

  /** With another {@link #trimInterval()}. */
  public ApeXDpgConfig withTrimInterval(int value) {
    return with("trimInterval", value);
  }

  /** With another {@link #learningStarts()}. */
  public ApeXDpgConfig withLearningStarts(int value) {
    return with("learningStarts", value);
  }

  /** With another {@link #samplesPerInsert()}. */
  public ApeXDpgConfig withSamplesPerInsert(double value) {
    return with("samplesPerInsert", value);
  }

  /** With another {@link #targetUpdateInterval()}. */
  public ApeXDpgConfig withTargetUpdateInterval(int value) {
    return with("targetUpdateInterval", value);
  }

  /** With another {@link #targetUpdateStep()}. */
  public ApeXDpgConfig withTargetUpdateStep(double value) {
    return with("targetUpdateStep", value);
  }

  /** With another {@link #largestNoise()}. */
  public ApeXDpgConfig withLargestNoise(double value) {
    return with("largestNoise", value);
  }

  /** With another {@link #smallestNoise()}. */
  public ApeXDpgConfig withSmallestNoise(double value) {
    return with("smallestNoise", value);
  }

  /** With another {@link #noiseCorrelation()}. */
  public ApeXDpgConfig withNoiseCorrelation(double value) {
    return with("noiseCorrelation", value);
  }

  /** With another {@link #priorityExponent()}. */
  public ApeXDpgConfig withPriorityExponent(double value) {
    return with("priorityExponent", value);
  }

  /** With another {@link #importanceExponent()}. */
  public ApeXDpgConfig withImportanceExponent(double value) {
    return with("importanceExponent", value);
  }

  /** With another {@link #prefetch()}. */
  public ApeXDpgConfig withPrefetch(boolean value) {
    return with("prefetch", value);
  }
}
