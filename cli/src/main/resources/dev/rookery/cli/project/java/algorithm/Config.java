package {{package}};

import dev.rookery.core.optimizer.OptimizerKind;
import dev.rookery.core.settings.ExplorationKind;
import dev.rookery.core.settings.ExplorationSettings;
import dev.rookery.core.settings.OptionalPrioritySettings;
import dev.rookery.core.value.ValueConfig;
import dev.rookery.settings.Explicit;
import dev.rookery.settings.Setting;
import dev.rookery.settings.Settings;
import java.util.List;

/**
 * The settings of {{name}}: one of its own, and those that all value-based algorithms share, whose
 * interfaces say what they mean.
 */
public record {{Name}}Config(
    @Setting(
            value = "TD error at which the loss turns from quadratic to linear.",
            min = 0,
            aboveMin = true,
            defaultValue = "1")
        double errorScale,
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
    implements ValueConfig<{{Name}}Config>,
        OptionalPrioritySettings<{{Name}}Config>,
        ExplorationSettings<{{Name}}Config> {

  /** Double, with three-step returns. */
  public static {{Name}}Config defaults() {
    return Settings.defaults(
        {{Name}}Config.class,
        usual ->
            usual.withDoubleQ(true).withNStep(3).withBatchSize(128).withTargetUpdateInterval(50));
  }

  /** With another {@link #errorScale()}. */
  public {{Name}}Config withErrorScale(double value) {
    return with("errorScale", value);
  }

  @Override
  public String algorithm() {
    return {{Name}}Provider.NAME;
  }
}
