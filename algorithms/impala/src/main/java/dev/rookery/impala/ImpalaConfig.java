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
    boolean squashed,
    double firstDeviation,
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

  /** The paper's, where they make sense for small networks on a CPU. */
  public static ImpalaConfig defaults() {
    return Settings.defaults(
        ImpalaConfig.class,
        usual ->
            usual
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
