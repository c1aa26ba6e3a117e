package dev.rookery.distributeddqn;

import dev.rookery.core.optimizer.OptimizerKind;
import dev.rookery.core.settings.ExplorationKind;
import dev.rookery.core.settings.ExplorationSettings;
import dev.rookery.core.settings.LossSettings;
import dev.rookery.core.settings.OptionalPrioritySettings;
import dev.rookery.core.value.ValueConfig;
import dev.rookery.core.workers.Aggregation;
import dev.rookery.core.workers.WorkerSettings;
import dev.rookery.settings.Explicit;
import dev.rookery.settings.Setting;
import dev.rookery.settings.Settings;
import java.util.List;

/**
 * The settings of distributed DQN; its interfaces say what those mean that it shares with others.
 */
@SuppressWarnings("MissingJavadocParam") // The interfaces say what the components are.
public record DistributedDqnConfig(
    Aggregation aggregation,
    int averagingInterval,
    @Setting(
            value =
                "In rounds: steps of each environment after which agents share, or learn for themselves where weights are averaged.",
            min = 1,
            max = 65536,
            defaultValue = "1")
        int shareSteps,
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
    ExplorationKind exploration,
    double temperature,
    double epsilonStart,
    double epsilonEnd,
    long epsilonSteps,
    double priorityExponent,
    double importanceExponent,
    long importanceExponentSteps,
    Explicit explicit)
    implements ValueConfig<DistributedDqnConfig>,
        LossSettings<DistributedDqnConfig>,
        OptionalPrioritySettings<DistributedDqnConfig>,
        ExplorationSettings<DistributedDqnConfig>,
        WorkerSettings<DistributedDqnConfig> {

  /** Keeps an immutable copy of the layers. */
  public DistributedDqnConfig {
    hiddenLayers = List.copyOf(hiddenLayers);
  }

  /** DQN's. */
  public static DistributedDqnConfig defaults() {
    return Settings.defaults(
        DistributedDqnConfig.class,
        usual ->
            usual.withDoubleQ(true).withNStep(3).withBatchSize(128).withTargetUpdateInterval(50));
  }

  @Override
  public String algorithm() {
    return DistributedDqnProvider.NAME;
  }

  /** With another {@link #shareSteps()}. */
  public DistributedDqnConfig withShareSteps(int value) {
    return with("shareSteps", value);
  }

  /** The target network is a copy. */
  @Override
  public double targetUpdateStep() {
    return 1;
  }

  /** What agents share is not averaged over updates. */
  @Override
  public long averagingUpdates() {
    return 0;
  }
}
