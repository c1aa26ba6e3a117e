package dev.rookery.a3c;

import dev.rookery.core.network.Activation;
import dev.rookery.core.optimizer.OptimizerKind;
import dev.rookery.core.policy.PolicyConfig;
import dev.rookery.core.settings.GeneralizedAdvantageSettings;
import dev.rookery.core.workers.Aggregation;
import dev.rookery.core.workers.WorkerSettings;
import dev.rookery.settings.Explicit;
import dev.rookery.settings.Settings;
import java.util.List;

/** The settings of A3C and A2C; its interfaces say what those mean that it shares with others. */
@SuppressWarnings("MissingJavadocParam") // @Setting says what a component is, here or there.
public record A3cConfig(
    Aggregation aggregation,
    int averagingInterval,
    int rolloutSteps,
    double discount,
    double gaeLambda,
    boolean normalizeAdvantages,
    double valueCoefficient,
    double entropyCoefficient,
    boolean normalizeObservations,
    boolean normalizeRewards,
    boolean squashed,
    double firstDeviation,
    boolean stateDependentNoise,
    int noiseInterval,
    List<Integer> hiddenLayers,
    Activation activation,
    OptimizerKind optimizer,
    double learningRate,
    double finalLearningRate,
    long learningRateSteps,
    double optimizerEpsilon,
    double maximumGradientNorm,
    Explicit explicit)
    implements PolicyConfig<A3cConfig>,
        GeneralizedAdvantageSettings<A3cConfig>,
        RolloutSettings<A3cConfig>,
        WorkerSettings<A3cConfig> {

  /** Keeps an immutable copy of the layers. */
  public A3cConfig {
    hiddenLayers = List.copyOf(hiddenLayers);
  }

  /** The paper's, where they make sense for small networks and several environments at once. */
  public static A3cConfig defaults() {
    return Settings.defaults(
        A3cConfig.class,
        usual ->
            usual
                .withAggregation(Aggregation.HOGWILD)
                .withGaeLambda(1)
                .withHiddenLayers(List.of(64, 64))
                .withEntropyCoefficient(0.01)
                .withOptimizer(OptimizerKind.SHARED_RMSPROP)
                .withOptimizerEpsilon(1e-5)
                .withMaximumGradientNorm(0.5));
  }

  @Override
  public String algorithm() {
    return A3cProvider.NAME;
  }
}
