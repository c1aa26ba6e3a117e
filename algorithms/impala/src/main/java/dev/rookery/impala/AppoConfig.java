package dev.rookery.impala;

import dev.rookery.core.network.Activation;
import dev.rookery.core.optimizer.OptimizerKind;
import dev.rookery.core.settings.RatioClipSettings;
import dev.rookery.settings.Explicit;
import dev.rookery.settings.Settings;
import java.util.List;

/** The settings of APPO; its interfaces say what those mean that it shares with others. */
@SuppressWarnings("MissingJavadocParam") // @Setting says what a component is, here or there.
public record AppoConfig(
    int segmentSteps,
    int batchSegments,
    int queueSegments,
    int batchUpdates,
    double discount,
    double traceLambda,
    double rhoBar,
    double cBar,
    double clip,
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
    implements VTraceConfig<AppoConfig>, RatioClipSettings<AppoConfig> {

  /** Keeps an immutable copy of the layers. */
  public AppoConfig {
    hiddenLayers = List.copyOf(hiddenLayers);
  }

  /** IMPALA's, with advantages of a scale that suits a clipped loss. */
  public static AppoConfig defaults() {
    return Settings.defaults(
        AppoConfig.class,
        usual ->
            usual
                .withHiddenLayers(List.of(64, 64))
                .withBatchUpdates(2)
                .withNormalizeAdvantages(true)
                .withOptimizerEpsilon(1e-5)
                .withMaximumGradientNorm(0.5));
  }

  @Override
  public String algorithm() {
    return AppoProvider.NAME;
  }
}
