package dev.rookery.dqn;

import dev.rookery.core.optimizer.OptimizerKind;
import dev.rookery.core.value.QLearningConfig;
import dev.rookery.settings.Setting;
import dev.rookery.settings.Settings;
import java.util.List;

/**
 * The settings of DQN; see each one's {@code @Setting} for its meaning. Options combine as one
 * likes.
 */
@SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
public record DqnConfig(
    @Setting("Choose the next action with the online network (van Hasselt et al. 2016).")
        boolean doubleQ,
    @Setting("Separate streams for state value and advantages (Wang et al. 2016).") boolean dueling,
    @Setting("Draw rows by the size of their TD error (Schaul et al. 2016).") boolean prioritized,
    @Setting(value = "Rewards that a row sums up before it bootstraps.", min = 1, max = 1000)
        int nStep,
    @Setting(value = "Discount of a reward one step later.", min = 0, max = 1) double discount,
    @Setting(value = "Sizes of the hidden dense layers.", min = 1, max = 65536)
        List<Integer> hiddenLayers,
    @Setting("Which optimizer moves the parameters.") OptimizerKind optimizer,
    @Setting(value = "Step size of the optimizer at the start.", min = 0, max = 10)
        double learningRate,
    @Setting(value = "Step size of the optimizer after its schedule.", min = 0, max = 10)
        double finalLearningRate,
    @Setting(
            value = "Updates over which the step size changes in a straight line; 0: never.",
            min = 0)
        long learningRateSteps,
    @Setting(value = "Optimizer's epsilon.", min = 0, aboveMin = true) double optimizerEpsilon,
    @Setting(
            value = "Gradients with a larger Euclidean norm are scaled down to it.",
            min = 0,
            aboveMin = true)
        double maximumGradientNorm,
    @Setting(value = "TD error at which the loss turns straight.", min = 0, aboveMin = true)
        double huberKappa,
    @Setting(value = "Rows of one update.", min = 1, max = 65536) int batchSize,
    @Setting(value = "Rows that replay keeps.", min = 1) int replayCapacity,
    @Setting(value = "Rows in replay before learning begins.", min = 1) int learningStarts,
    @Setting(
            value = "How often a row is learned from on average: batchSize × updates per step.",
            min = 0,
            aboveMin = true)
        double samplesPerInsert,
    @Setting(value = "Updates between updates of the target network.", min = 1)
        int targetUpdateInterval,
    @Setting(
            value = "How far the target network moves towards the online one; 1: it is copied.",
            min = 0,
            max = 1,
            aboveMin = true)
        double targetUpdateStep,
    @Setting(value = "Chance of a random action at the start.", min = 0, max = 1)
        double epsilonStart,
    @Setting(value = "Chance of a random action after its schedule.", min = 0, max = 1)
        double epsilonEnd,
    @Setting(value = "Environment steps over which that chance falls in a straight line.", min = 0)
        long epsilonSteps,
    @Setting(value = "How much priorities matter; 0: not at all.", min = 0, max = 1)
        double priorityExponent,
    @Setting(
            value = "How far importance weights correct for priorities at the start.",
            min = 0,
            max = 1)
        double importanceExponent,
    @Setting(value = "Updates over which that exponent rises to 1.", min = 0)
        long importanceExponentSteps)
    implements QLearningConfig {

  /** Keeps an immutable copy of the layers. */
  public DqnConfig {
    hiddenLayers = List.copyOf(hiddenLayers);
  }

  /** Double, with uniform replay and three-step returns. */
  public static DqnConfig defaults() {
    return new DqnConfig(
        true,
        false,
        false,
        3,
        0.99,
        List.of(256, 256),
        OptimizerKind.ADAM,
        5e-4,
        5e-4,
        0,
        1e-8,
        10,
        1,
        64,
        100_000,
        1_000,
        32,
        100,
        1,
        1,
        0.05,
        10_000,
        0.6,
        0.4,
        100_000);
  }

  @Override
  public String algorithm() {
    return DqnProvider.NAME;
  }

  @Override
  public double finalImportanceExponent() {
    return 1;
  }

  /** A copy with one setting changed, checked against its range. */
  public DqnConfig with(String setting, Object value) {
    return Settings.with(this, setting, value);
  }

  /** With another {@link #doubleQ()}. */
  public DqnConfig withDoubleQ(boolean value) {
    return with("doubleQ", value);
  }

  /** With another {@link #dueling()}. */
  public DqnConfig withDueling(boolean value) {
    return with("dueling", value);
  }

  /** With another {@link #prioritized()}. */
  public DqnConfig withPrioritized(boolean value) {
    return with("prioritized", value);
  }

  /** With another {@link #nStep()}. */
  public DqnConfig withNStep(int value) {
    return with("nStep", value);
  }

  /** With another {@link #discount()}. */
  public DqnConfig withDiscount(double value) {
    return with("discount", value);
  }

  /** With another {@link #hiddenLayers()}. */
  public DqnConfig withHiddenLayers(List<Integer> value) {
    return with("hiddenLayers", value);
  }

  /** With another {@link #optimizer()}. */
  public DqnConfig withOptimizer(OptimizerKind value) {
    return with("optimizer", value);
  }

  /** With another {@link #learningRate()}. */
  public DqnConfig withLearningRate(double value) {
    return with("learningRate", value);
  }

  /** With another {@link #finalLearningRate()}. */
  public DqnConfig withFinalLearningRate(double value) {
    return with("finalLearningRate", value);
  }

  /** With another {@link #learningRateSteps()}. */
  public DqnConfig withLearningRateSteps(long value) {
    return with("learningRateSteps", value);
  }

  /** With another {@link #optimizerEpsilon()}. */
  public DqnConfig withOptimizerEpsilon(double value) {
    return with("optimizerEpsilon", value);
  }

  /** With another {@link #maximumGradientNorm()}. */
  public DqnConfig withMaximumGradientNorm(double value) {
    return with("maximumGradientNorm", value);
  }

  /** With another {@link #huberKappa()}. */
  public DqnConfig withHuberKappa(double value) {
    return with("huberKappa", value);
  }

  /** With another {@link #batchSize()}. */
  public DqnConfig withBatchSize(int value) {
    return with("batchSize", value);
  }

  /** With another {@link #replayCapacity()}. */
  public DqnConfig withReplayCapacity(int value) {
    return with("replayCapacity", value);
  }

  /** With another {@link #learningStarts()}. */
  public DqnConfig withLearningStarts(int value) {
    return with("learningStarts", value);
  }

  /** With another {@link #samplesPerInsert()}. */
  public DqnConfig withSamplesPerInsert(double value) {
    return with("samplesPerInsert", value);
  }

  /** With another {@link #targetUpdateInterval()}. */
  public DqnConfig withTargetUpdateInterval(int value) {
    return with("targetUpdateInterval", value);
  }

  /** With another {@link #targetUpdateStep()}. */
  public DqnConfig withTargetUpdateStep(double value) {
    return with("targetUpdateStep", value);
  }

  /** With another {@link #epsilonStart()}. */
  public DqnConfig withEpsilonStart(double value) {
    return with("epsilonStart", value);
  }

  /** With another {@link #epsilonEnd()}. */
  public DqnConfig withEpsilonEnd(double value) {
    return with("epsilonEnd", value);
  }

  /** With another {@link #epsilonSteps()}. */
  public DqnConfig withEpsilonSteps(long value) {
    return with("epsilonSteps", value);
  }

  /** With another {@link #priorityExponent()}. */
  public DqnConfig withPriorityExponent(double value) {
    return with("priorityExponent", value);
  }

  /** With another {@link #importanceExponent()}. */
  public DqnConfig withImportanceExponent(double value) {
    return with("importanceExponent", value);
  }

  /** With another {@link #importanceExponentSteps()}. */
  public DqnConfig withImportanceExponentSteps(long value) {
    return with("importanceExponentSteps", value);
  }
}
