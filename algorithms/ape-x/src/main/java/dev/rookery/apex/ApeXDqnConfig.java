package dev.rookery.apex;

import dev.rookery.core.optimizer.OptimizerKind;
import dev.rookery.core.settings.CategoricalSettings;
import dev.rookery.core.settings.LossSettings;
import dev.rookery.core.settings.QuantileLossSettings;
import dev.rookery.core.value.ValueConfig;
import dev.rookery.settings.Explicit;
import dev.rookery.settings.Setting;
import dev.rookery.settings.Settings;
import java.util.List;

/** The settings of Ape-X DQN; its interfaces say what those mean that it shares with others. */
@SuppressWarnings("MissingJavadocParam") // @Setting says what a component is, here or there.
public record ApeXDqnConfig(
    boolean doubleQ,
    boolean dueling,
    int duelingUnits,
    boolean noisy,
    double noisySigma,
    int drawInterval,
    @Setting(
            value =
                "What the network gives for each action: its value, or the distribution of its return.",
            defaultValue = "none")
        DistributionKind distribution,
    int atoms,
    double vMin,
    double vMax,
    @Setting(
            value = "Quantiles of each action's distribution.",
            min = 1,
            max = 65536,
            defaultValue = "200")
        int quantiles,
    double quantileKappa,
    int nStep,
    double discount,
    List<Integer> hiddenLayers,
    OptimizerKind optimizer,
    double learningRate,
    double finalLearningRate,
    long learningRateSteps,
    double optimizerEpsilon,
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
            value = "Chance of a random action in the first environment of a run.",
            min = 0,
            max = 1,
            defaultValue = "0.4")
        double epsilon,
    @Setting(
            value = "How much smaller it is in the last one: epsilon to the power of 1 + this.",
            min = 0,
            max = 1000,
            defaultValue = "7")
        double epsilonExponent,
    double priorityExponent,
    double importanceExponent,
    boolean prefetch,
    Explicit explicit)
    implements ValueConfig<ApeXDqnConfig>,
        LossSettings<ApeXDqnConfig>,
        CategoricalSettings<ApeXDqnConfig>,
        QuantileLossSettings<ApeXDqnConfig>,
        ApeXReplaySettings<ApeXDqnConfig> {

  /** Keeps an immutable copy of the layers. */
  public ApeXDqnConfig {
    hiddenLayers = List.copyOf(hiddenLayers);
  }

  /** The paper's, where they make sense for a few actors and small networks. */
  public static ApeXDqnConfig defaults() {
    return Settings.defaults(
        ApeXDqnConfig.class,
        usual ->
            usual
                .withDoubleQ(true)
                .withDueling(true)
                .withNStep(3)
                .withBatchSize(512)
                .withReplayCapacity(200_000)
                .withLearningStarts(2_000)
                .withTargetUpdateInterval(50));
  }

  @Override
  public String algorithm() {
    return ApeXDqnProvider.NAME;
  }

  /** Always true: Ape-X draws rows by priority. */
  @Override
  public boolean prioritized() {
    return true;
  }

  /** The importance exponent does not change. */
  @Override
  public double finalImportanceExponent() {
    return importanceExponent;
  }

  @Override
  public long importanceExponentSteps() {
    return 0;
  }

  /** With another {@link #epsilon()}. */
  public ApeXDqnConfig withEpsilon(double value) {
    return with("epsilon", value);
  }

  /** With another {@link #epsilonExponent()}. */
  public ApeXDqnConfig withEpsilonExponent(double value) {
    return with("epsilonExponent", value);
  }

  /** With another {@link #distribution()}. */
  public ApeXDqnConfig withDistribution(DistributionKind value) {
    return with("distribution", value);
  }

  /** With another {@link #quantiles()}. */
  public ApeXDqnConfig withQuantiles(int value) {
    return with("quantiles", value);
  }
}
