package dev.rookery.a3c;

import dev.rookery.core.optimizer.OptimizerKind;
import dev.rookery.core.settings.ExplorationKind;
import dev.rookery.core.settings.ExplorationSettings;
import dev.rookery.core.settings.LossSettings;
import dev.rookery.core.value.ValueConfig;
import dev.rookery.core.workers.Aggregation;
import dev.rookery.core.workers.WorkerSettings;
import dev.rookery.settings.Explicit;
import dev.rookery.settings.Setting;
import dev.rookery.settings.Settings;
import java.util.List;

/**
 * The settings of asynchronous Q-learning and Sarsa, which keep no replay; its interfaces say what
 * those mean that it shares with others.
 */
@SuppressWarnings("MissingJavadocParam") // @Setting says what a component is, here or there.
public record AsyncQConfig(
    @Setting(
            value =
                "What values move towards: the best next one, all rewards of the rollout, or what was done next.",
            defaultValue = "q")
        AsyncTarget target,
    Aggregation aggregation,
    int averagingInterval,
    int rolloutSteps,
    double discount,
    boolean doubleQ,
    boolean dueling,
    int duelingUnits,
    List<Integer> hiddenLayers,
    OptimizerKind optimizer,
    double learningRate,
    double finalLearningRate,
    long learningRateSteps,
    double optimizerEpsilon,
    double maximumGradientNorm,
    double huberKappa,
    int targetUpdateInterval,
    ExplorationKind exploration,
    double temperature,
    double epsilonStart,
    double epsilonEnd,
    long epsilonSteps,
    Explicit explicit)
    implements ValueConfig<AsyncQConfig>,
        LossSettings<AsyncQConfig>,
        ExplorationSettings<AsyncQConfig>,
        RolloutSettings<AsyncQConfig>,
        WorkerSettings<AsyncQConfig> {

  /** Keeps an immutable copy of the layers. */
  public AsyncQConfig {
    hiddenLayers = List.copyOf(hiddenLayers);
  }

  /** One-step Q. */
  public static AsyncQConfig defaults() {
    return defaults(AsyncTarget.Q);
  }

  /**
   * The defaults of one of the three; those of one step learn from short rollouts. Sarsa goes on
   * exploring: without replay, a policy that always does well soon sees nothing else, and forgets
   * what it would lead to.
   */
  public static AsyncQConfig defaults(AsyncTarget target) {
    boolean sarsa = target == AsyncTarget.SARSA;
    return Settings.defaults(
        AsyncQConfig.class,
        usual ->
            usual
                .withTarget(target)
                .withRolloutSteps(target == AsyncTarget.N_STEP_Q ? 16 : 4)
                .withAggregation(Aggregation.HOGWILD)
                .withHiddenLayers(List.of(128, 128))
                .withOptimizer(OptimizerKind.SHARED_RMSPROP)
                .withOptimizerEpsilon(1e-5)
                .withMaximumGradientNorm(sarsa ? 1 : 10)
                .withEpsilonEnd(sarsa ? 0.2 : usual.epsilonEnd())
                .withEpsilonSteps(50_000));
  }

  @Override
  public String algorithm() {
    return switch (target) {
      case Q -> AsyncQProvider.NAME;
      case N_STEP_Q -> AsyncNStepQProvider.NAME;
      case SARSA -> AsyncSarsaProvider.NAME;
    };
  }

  /** With another {@link #target()}. */
  public AsyncQConfig withTarget(AsyncTarget value) {
    return with("target", value);
  }

  /** As the target says: one step, or to the end of the rollout. */
  @Override
  public int nStep() {
    return target == AsyncTarget.N_STEP_Q ? rolloutSteps : 1;
  }

  /** Those of one environment; a worker takes all of its environments together. */
  @Override
  public int batchSize() {
    return rolloutSteps;
  }

  @Override
  public int replayCapacity() {
    return Math.multiplyExact(rolloutSteps, AsyncQAlgorithm.MAXIMUM_ENVIRONMENTS);
  }

  @Override
  public int learningStarts() {
    return 1;
  }

  @Override
  public double samplesPerInsert() {
    return 1;
  }

  @Override
  public boolean noisy() {
    return false;
  }

  @Override
  public double noisySigma() {
    return 0;
  }

  @Override
  public int drawInterval() {
    return 1;
  }

  @Override
  public boolean prioritized() {
    return false;
  }

  @Override
  public double priorityExponent() {
    return 0;
  }

  @Override
  public double importanceExponent() {
    return 0;
  }

  @Override
  public long importanceExponentSteps() {
    return 0;
  }

  @Override
  public double targetUpdateStep() {
    return 1;
  }

  @Override
  public long averagingUpdates() {
    return 0;
  }
}
