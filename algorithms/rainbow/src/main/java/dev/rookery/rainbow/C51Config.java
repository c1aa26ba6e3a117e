package dev.rookery.rainbow;

import dev.rookery.core.optimizer.OptimizerKind;
import dev.rookery.core.settings.CategoricalSettings;
import dev.rookery.core.settings.ExplorationKind;
import dev.rookery.core.settings.ExplorationSettings;
import dev.rookery.core.settings.OptionalPrioritySettings;
import dev.rookery.core.value.ValueConfig;
import dev.rookery.settings.Explicit;
import dev.rookery.settings.Settings;
import java.util.List;

/** The settings of C51; its interfaces say what those mean that it shares with others. */
@SuppressWarnings("MissingJavadocParam") // @Setting says what a component is, here or there.
public record C51Config(
    boolean doubleQ,
    boolean dueling,
    int duelingUnits,
    boolean noisy,
    double noisySigma,
    int drawInterval,
    int atoms,
    double vMin,
    double vMax,
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
    implements ValueConfig<C51Config>,
        CategoricalSettings<C51Config>,
        OptionalPrioritySettings<C51Config>,
        ExplorationSettings<C51Config> {

  /** Keeps an immutable copy of the layers. */
  public C51Config {
    hiddenLayers = List.copyOf(hiddenLayers);
  }

  /** The number of atoms is the paper's, the rest as DQN has it. */
  public static C51Config defaults() {
    return Settings.defaults(
        C51Config.class,
        usual ->
            usual.withDoubleQ(true).withNStep(3).withBatchSize(128).withTargetUpdateInterval(50));
  }

  @Override
  public String algorithm() {
    return C51Provider.NAME;
  }
}
