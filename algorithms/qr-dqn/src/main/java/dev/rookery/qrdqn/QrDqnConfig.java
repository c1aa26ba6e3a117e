package dev.rookery.qrdqn;

import dev.rookery.core.optimizer.OptimizerKind;
import dev.rookery.core.settings.ExplorationKind;
import dev.rookery.core.settings.ExplorationSettings;
import dev.rookery.core.settings.OptionalPrioritySettings;
import dev.rookery.core.settings.QuantileLossSettings;
import dev.rookery.core.value.ValueConfig;
import dev.rookery.settings.Explicit;
import dev.rookery.settings.Setting;
import dev.rookery.settings.Settings;
import java.util.List;

/** The settings of QR-DQN; its interfaces say what those mean that it shares with others. */
@SuppressWarnings("MissingJavadocParam") // @Setting says what a component is, here or there.
public record QrDqnConfig(
    boolean doubleQ,
    boolean dueling,
    int duelingUnits,
    boolean noisy,
    double noisySigma,
    int drawInterval,
    @Setting(
            value = "Quantiles of each action's return.",
            min = 1,
            max = 65536,
            defaultValue = "50")
        int quantiles,
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
    implements ValueConfig<QrDqnConfig>,
        QuantileLossSettings<QrDqnConfig>,
        OptionalPrioritySettings<QrDqnConfig>,
        ExplorationSettings<QrDqnConfig> {

  /** Keeps an immutable copy of the layers. */
  public QrDqnConfig {
    hiddenLayers = List.copyOf(hiddenLayers);
  }

  /** A quarter of the paper's quantiles, the rest as DQN has it. */
  public static QrDqnConfig defaults() {
    return Settings.defaults(
        QrDqnConfig.class,
        usual ->
            usual.withDoubleQ(true).withNStep(3).withBatchSize(128).withTargetUpdateInterval(50));
  }

  @Override
  public String algorithm() {
    return QrDqnProvider.NAME;
  }

  /** With another {@link #quantiles()}. */
  public QrDqnConfig withQuantiles(int value) {
    return with("quantiles", value);
  }
}
