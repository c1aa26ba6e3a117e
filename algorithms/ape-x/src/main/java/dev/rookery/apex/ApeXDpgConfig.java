package dev.rookery.apex;

import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.core.settings.AveragingSettings;
import dev.rookery.core.settings.GradientSettings;
import dev.rookery.core.settings.LossSettings;
import dev.rookery.core.settings.ReturnSettings;
import dev.rookery.core.settings.TargetNetworkSettings;
import dev.rookery.settings.Explicit;
import dev.rookery.settings.Setting;
import dev.rookery.settings.Settings;
import java.util.List;

/** The settings of Ape-X DPG; its interfaces say what those mean that it shares with others. */
@SuppressWarnings("MissingJavadocParam") // @Setting says what a component is, here or there.
public record ApeXDpgConfig(
    int nStep,
    double discount,
    @Setting(
            value = "Sizes of the policy's hidden dense layers.",
            min = 1,
            max = 65536,
            defaultValue = "128, 128")
        List<Integer> policyLayers,
    @Setting(
            value = "Sizes of the critic's hidden dense layers.",
            min = 1,
            max = 65536,
            defaultValue = "128, 128")
        List<Integer> criticLayers,
    @Setting(value = "Adam's step size for the policy.", min = 0, max = 10, defaultValue = "1e-3")
        double policyLearningRate,
    @Setting(value = "Adam's step size for the critic.", min = 0, max = 10, defaultValue = "1e-3")
        double criticLearningRate,
    double optimizerEpsilon,
    @Setting(
            value =
                "Gradients of the policy, or of the critic, with a larger Euclidean norm are scaled down to it; infinity: never.",
            min = 0,
            aboveMin = true,
            defaultValue = "Infinity")
        double maximumGradientNorm,
    double huberKappa,
    int batchSize,
    int replayCapacity,
    int trimInterval,
    int learningStarts,
    double samplesPerInsert,
    int targetUpdateInterval,
    double targetUpdateStep,
    long averagingUpdates,
    @Setting(
            value =
                "Standard deviation of the noise on actions in a run's first environment, as a share of half an action's range.",
            min = 0,
            max = 100,
            defaultValue = "0.8")
        double largestNoise,
    @Setting(
            value =
                "Standard deviation of that noise in a run's last environment; those between are spaced evenly by ratio, so 0 leaves noise to the first alone.",
            min = 0,
            max = 100,
            defaultValue = "0.1")
        double smallestNoise,
    @Setting(
            value = "Correlation of that noise with itself one step before; DDPG's is 0.85.",
            min = 0,
            max = 0.9999,
            defaultValue = "0")
        double noiseCorrelation,
    double priorityExponent,
    double importanceExponent,
    boolean prefetch,
    Explicit explicit)
    implements AlgorithmConfig,
        ReturnSettings<ApeXDpgConfig>,
        GradientSettings<ApeXDpgConfig>,
        LossSettings<ApeXDpgConfig>,
        TargetNetworkSettings<ApeXDpgConfig>,
        AveragingSettings<ApeXDpgConfig>,
        ApeXReplaySettings<ApeXDpgConfig> {

  /** Keeps immutable copies of the layers. */
  public ApeXDpgConfig {
    policyLayers = List.copyOf(policyLayers);
    criticLayers = List.copyOf(criticLayers);
  }

  /** Five-step returns, Polyak averaging, noise from large to small over the environments. */
  public static ApeXDpgConfig defaults() {
    return Settings.defaults(
        ApeXDpgConfig.class,
        usual -> usual.withNStep(5).withTargetUpdateInterval(1).withTargetUpdateStep(0.005));
  }

  @Override
  public String algorithm() {
    return ApeXDpgProvider.NAME;
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
}
