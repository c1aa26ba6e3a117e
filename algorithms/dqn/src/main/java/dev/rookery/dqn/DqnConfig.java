package dev.rookery.dqn;

import dev.rookery.core.optimizer.OptimizerKind;
import dev.rookery.core.settings.ExplorationKind;
import dev.rookery.core.settings.ExplorationSettings;
import dev.rookery.core.settings.LossSettings;
import dev.rookery.core.settings.OptionalPrioritySettings;
import dev.rookery.core.value.ValueConfig;
import dev.rookery.settings.Explicit;
import dev.rookery.settings.Settings;
import java.util.List;

/** The settings of DQN, all of which it shares with others: its interfaces say what they mean. */
@SuppressWarnings("MissingJavadocParam") // The interfaces say what the components are.
public record DqnConfig(
    boolean doubleQ,
    boolean dueling,
    int duelingUnits,
    boolean noisy,
    double noisySigma,
    int drawInterval,
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
    double huberKappa,
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
    implements ValueConfig<DqnConfig>,
        LossSettings<DqnConfig>,
        OptionalPrioritySettings<DqnConfig>,
        ExplorationSettings<DqnConfig> {

  /** Keeps an immutable copy of the layers. */
  public DqnConfig {
    hiddenLayers = List.copyOf(hiddenLayers);
  }

  /** Double, with uniform replay and three-step returns. */
  public static DqnConfig defaults() {
    return Settings.defaults(
        DqnConfig.class,
        usual ->
            usual.withDoubleQ(true).withNStep(3).withBatchSize(128).withTargetUpdateInterval(50));
  }

  @Override
  public String algorithm() {
    return DqnProvider.NAME;
  }
}
