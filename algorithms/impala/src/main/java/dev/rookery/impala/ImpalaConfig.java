package dev.rookery.impala;

import dev.rookery.core.network.Activation;
import dev.rookery.core.optimizer.OptimizerKind;
import dev.rookery.settings.Explicit;
import dev.rookery.settings.Settings;
import java.util.List;

/** The settings of IMPALA; its interfaces say what those mean that it shares with others. */
@SuppressWarnings("MissingJavadocParam") // @Setting says what a component is, here or there.
public record ImpalaConfig(
    int segmentSteps,
    int batchSegments,
    int queueSegments,
    int batchUpdates,
    double discount,
    double traceLambda,
    double rhoBar,
    double cBar,
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
    implements VTraceConfig<ImpalaConfig> {

  /** Keeps an immutable copy of the layers. */
  public ImpalaConfig {
    hiddenLayers = List.copyOf(hiddenLayers);
  }

  /** For small networks on a CPU: larger batches than those of APPO, which is less greedy. */
  public static ImpalaConfig defaults() {
    return Settings.defaults(
        ImpalaConfig.class,
        usual ->
            usual
                .withSegmentSteps(32)
                .withBatchSegments(16)
                .withQueueSegments(64)
                .withNormalizeAdvantages(true)
                .withHiddenLayers(List.of(64, 64))
                .withEntropyCoefficient(0.01)
                .withOptimizerEpsilon(1e-5)
                .withMaximumGradientNorm(0.5));
  }

  @Override
  public String algorithm() {
    return ImpalaProvider.NAME;
  }
}
