package dev.rookery.rainbow;

import dev.rookery.core.optimizer.OptimizerKind;
import dev.rookery.core.settings.CategoricalSettings;
import dev.rookery.core.settings.ExplorationKind;
import dev.rookery.core.settings.ExplorationSettings;
import dev.rookery.core.settings.LossSettings;
import dev.rookery.core.settings.OptionalPrioritySettings;
import dev.rookery.core.value.ValueConfig;
import dev.rookery.settings.Explicit;
import dev.rookery.settings.Setting;
import dev.rookery.settings.Settings;
import java.util.List;

/** The settings of Rainbow; its interfaces say what those mean that it shares with others. */
@SuppressWarnings("MissingJavadocParam") // @Setting says what a component is, here or there.
public record RainbowConfig(
    boolean doubleQ,
    boolean dueling,
    int duelingUnits,
    boolean noisy,
    double noisySigma,
    int drawInterval,
    @Setting(
            value =
                "Learn the distribution of returns (Bellemare et al. 2017), not only their mean.",
            defaultValue = "true")
        boolean distributional,
    int atoms,
    double vMin,
    double vMax,
    double huberKappa,
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
    implements ValueConfig<RainbowConfig>,
        CategoricalSettings<RainbowConfig>,
        LossSettings<RainbowConfig>,
        OptionalPrioritySettings<RainbowConfig>,
        ExplorationSettings<RainbowConfig> {

  /** Keeps an immutable copy of the layers. */
  public RainbowConfig {
    hiddenLayers = List.copyOf(hiddenLayers);
  }

  /**
   * The paper's parts, with noise of a fifth of the paper's size, with which classic control is
   * learned several times sooner; sizes and learning rate as DQN has them.
   */
  public static RainbowConfig defaults() {
    return Settings.defaults(
        RainbowConfig.class,
        usual ->
            usual
                .withDoubleQ(true)
                .withNStep(3)
                .withBatchSize(128)
                .withTargetUpdateInterval(50)
                .withDueling(true)
                .withNoisy(true)
                .withNoisySigma(0.1)
                .withExploration(ExplorationKind.NOISE)
                .withPrioritized(true)
                .withPriorityExponent(0.5));
  }

  @Override
  public String algorithm() {
    return RainbowProvider.NAME;
  }

  /** With another {@link #distributional()}. */
  public RainbowConfig withDistributional(boolean value) {
    return with("distributional", value);
  }
}
