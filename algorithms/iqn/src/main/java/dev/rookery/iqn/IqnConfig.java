package dev.rookery.iqn;

import dev.rookery.core.loss.RiskMeasure;
import dev.rookery.core.optimizer.OptimizerKind;
import dev.rookery.core.settings.ExplorationKind;
import dev.rookery.core.settings.ExplorationSettings;
import dev.rookery.core.settings.OptionalPrioritySettings;
import dev.rookery.core.settings.QuantileLossSettings;
import dev.rookery.core.value.ValueConfig;
import dev.rookery.settings.Explicit;
import dev.rookery.settings.Setting;
import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;
import java.util.List;

/** The settings of IQN; its interfaces say what those mean that it shares with others. */
@SuppressWarnings("MissingJavadocParam") // @Setting says what a component is, here or there.
public record IqnConfig(
    boolean doubleQ,
    boolean dueling,
    int duelingUnits,
    boolean noisy,
    double noisySigma,
    int drawInterval,
    @Setting(value = "Quantile levels of each prediction.", min = 1, max = 4096, defaultValue = "8")
        int samples,
    @Setting(value = "Quantile levels of each target.", min = 1, max = 4096, defaultValue = "8")
        int targetSamples,
    @Setting(
            value = "Quantile levels that actions are chosen with.",
            min = 1,
            max = 4096,
            defaultValue = "32")
        int actingSamples,
    @Setting(
            value = "Cosines that the network sees of each quantile level.",
            min = 1,
            max = 4096,
            defaultValue = "64")
        int cosines,
    @Setting(value = "What actions are chosen by.", defaultValue = "neutral") RiskKind riskMeasure,
    @Setting(
            value =
                "How much that differs from the mean: the share of the worst returns for cvar, above 0 and at most 1; the exponent for cpw, from 0.3 to 1, 0.71 in the paper; the shift for wang, from -8 to 8, below 0 averse to risk.",
            defaultValue = "0.25")
        double riskLevel,
    double quantileKappa,
    boolean prioritized,
    int nStep,
    double discount,
    List<Integer> hiddenLayers,
    OptimizerKind optimizer,
    double learningRate,
    double finalLearningRate,
    long learningRateSteps,
    double optimizerEpsilon,
    double maximumGradientNorm,
    int batchSize,
    int replayCapacity,
    double newestShare,
    int learningStarts,
    double samplesPerInsert,
    int targetUpdateInterval,
    double targetUpdateStep,
    long averagingUpdates,
    ExplorationKind exploration,
    double temperature,
    double epsilonStart,
    double epsilonEnd,
    long epsilonSteps,
    double priorityExponent,
    double importanceExponent,
    long importanceExponentSteps,
    Explicit explicit)
    implements ValueConfig<IqnConfig>,
        QuantileLossSettings<IqnConfig>,
        OptionalPrioritySettings<IqnConfig>,
        ExplorationSettings<IqnConfig> {

  /** Keeps an immutable copy of the layers. */
  public IqnConfig {
    hiddenLayers = List.copyOf(hiddenLayers);
  }

  /**
   * Fewer sampled levels than in the paper, which costs little and saves much time, and smaller
   * layers than DQN has, since each level passes them; not double, as in the paper; the rest as DQN
   * has it.
   */
  public static IqnConfig defaults() {
    return Settings.defaults(
        IqnConfig.class,
        usual ->
            usual
                .withNStep(3)
                .withBatchSize(128)
                .withTargetUpdateInterval(50)
                .withHiddenLayers(List.of(128, 128)));
  }

  @Override
  public String algorithm() {
    return IqnProvider.NAME;
  }

  /**
   * The measure that {@link #riskMeasure} and {@link #riskLevel} ask for.
   *
   * @throws SettingsException if the level is out of the measure's range
   */
  RiskMeasure risk() {
    try {
      return riskMeasure.measure(riskLevel);
    } catch (IllegalArgumentException e) {
      throw new SettingsException("riskLevel does not fit riskMeasure: " + e.getMessage());
    }
  }

  /** With another {@link #samples()}. */
  public IqnConfig withSamples(int value) {
    return with("samples", value);
  }

  /** With another {@link #targetSamples()}. */
  public IqnConfig withTargetSamples(int value) {
    return with("targetSamples", value);
  }

  /** With another {@link #actingSamples()}. */
  public IqnConfig withActingSamples(int value) {
    return with("actingSamples", value);
  }

  /** With another {@link #cosines()}. */
  public IqnConfig withCosines(int value) {
    return with("cosines", value);
  }

  /** With another {@link #riskMeasure()}. */
  public IqnConfig withRiskMeasure(RiskKind value) {
    return with("riskMeasure", value);
  }

  /** With another {@link #riskLevel()}. */
  public IqnConfig withRiskLevel(double value) {
    return with("riskLevel", value);
  }
}
