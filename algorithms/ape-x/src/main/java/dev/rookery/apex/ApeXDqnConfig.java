package dev.rookery.apex;

import dev.rookery.core.optimizer.OptimizerKind;
import dev.rookery.core.value.QLearningConfig;
import dev.rookery.settings.Setting;
import dev.rookery.settings.Settings;
import java.util.List;

/** The settings of Ape-X DQN; see each one's {@code @Setting} for its meaning. */
@SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
public record ApeXDqnConfig(
    @Setting("Choose the next action with the online network (van Hasselt et al. 2016).")
        boolean doubleQ,
    @Setting("Separate streams for state value and advantages (Wang et al. 2016).") boolean dueling,
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
    @Setting(value = "Rows that replay is brought back to from time to time.", min = 1)
        int replayCapacity,
    @Setting(value = "Updates from one time to the next.", min = 1) int trimInterval,
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
    @Setting(
            value = "Chance of a random action in the first environment of a run.",
            min = 0,
            max = 1)
        double epsilon,
    @Setting(
            value = "How much smaller it is in the last one: epsilon to the power of 1 + this.",
            min = 0,
            max = 1000)
        double epsilonExponent,
    @Setting(value = "How much priorities matter; 0: not at all.", min = 0, max = 1)
        double priorityExponent,
    @Setting(value = "How far importance weights correct for priorities.", min = 0, max = 1)
        double importanceExponent,
    @Setting("Draw the next batch on a thread of its own while learning from the one before.")
        boolean prefetch)
    implements QLearningConfig, ApeXReplayConfig {

  /** Keeps an immutable copy of the layers. */
  public ApeXDqnConfig {
    hiddenLayers = List.copyOf(hiddenLayers);
  }

  /** The paper's, where they make sense for a few actors and small networks. */
  public static ApeXDqnConfig defaults() {
    return new ApeXDqnConfig(
        true,
        true,
        3,
        0.99,
        List.of(256, 256),
        OptimizerKind.ADAM,
        5e-4,
        5e-4,
        0,
        1e-8,
        40,
        10,
        512,
        200_000,
        100,
        2_000,
        32,
        50,
        1,
        0.4,
        7,
        0.6,
        0.4,
        true);
  }

  @Override
  public String algorithm() {
    return ApeXDqnProvider.NAME;
  }

  /** Always: that is what Ape-X is about. */
  @Override
  public boolean prioritized() {
    return true;
  }

  /** It stays as it is. */
  @Override
  public double finalImportanceExponent() {
    return importanceExponent;
  }

  @Override
  public long importanceExponentSteps() {
    return 0;
  }

  /** A copy with one setting changed, checked against its range. */
  public ApeXDqnConfig with(String setting, Object value) {
    return Settings.with(this, setting, value);
  }

  /** With another {@link #doubleQ()}. */
  public ApeXDqnConfig withDoubleQ(boolean value) {
    return with("doubleQ", value);
  }

  /** With another {@link #dueling()}. */
  public ApeXDqnConfig withDueling(boolean value) {
    return with("dueling", value);
  }

  /** With another {@link #nStep()}. */
  public ApeXDqnConfig withNStep(int value) {
    return with("nStep", value);
  }

  /** With another {@link #discount()}. */
  public ApeXDqnConfig withDiscount(double value) {
    return with("discount", value);
  }

  /** With another {@link #hiddenLayers()}. */
  public ApeXDqnConfig withHiddenLayers(List<Integer> value) {
    return with("hiddenLayers", value);
  }

  /** With another {@link #optimizer()}. */
  public ApeXDqnConfig withOptimizer(OptimizerKind value) {
    return with("optimizer", value);
  }

  /** With another {@link #learningRate()}. */
  public ApeXDqnConfig withLearningRate(double value) {
    return with("learningRate", value);
  }

  /** With another {@link #finalLearningRate()}. */
  public ApeXDqnConfig withFinalLearningRate(double value) {
    return with("finalLearningRate", value);
  }

  /** With another {@link #learningRateSteps()}. */
  public ApeXDqnConfig withLearningRateSteps(long value) {
    return with("learningRateSteps", value);
  }

  /** With another {@link #optimizerEpsilon()}. */
  public ApeXDqnConfig withOptimizerEpsilon(double value) {
    return with("optimizerEpsilon", value);
  }

  /** With another {@link #maximumGradientNorm()}. */
  public ApeXDqnConfig withMaximumGradientNorm(double value) {
    return with("maximumGradientNorm", value);
  }

  /** With another {@link #huberKappa()}. */
  public ApeXDqnConfig withHuberKappa(double value) {
    return with("huberKappa", value);
  }

  /** With another {@link #batchSize()}. */
  public ApeXDqnConfig withBatchSize(int value) {
    return with("batchSize", value);
  }

  /** With another {@link #replayCapacity()}. */
  public ApeXDqnConfig withReplayCapacity(int value) {
    return with("replayCapacity", value);
  }

  /** With another {@link #trimInterval()}. */
  public ApeXDqnConfig withTrimInterval(int value) {
    return with("trimInterval", value);
  }

  /** With another {@link #learningStarts()}. */
  public ApeXDqnConfig withLearningStarts(int value) {
    return with("learningStarts", value);
  }

  /** With another {@link #samplesPerInsert()}. */
  public ApeXDqnConfig withSamplesPerInsert(double value) {
    return with("samplesPerInsert", value);
  }

  /** With another {@link #targetUpdateInterval()}. */
  public ApeXDqnConfig withTargetUpdateInterval(int value) {
    return with("targetUpdateInterval", value);
  }

  /** With another {@link #targetUpdateStep()}. */
  public ApeXDqnConfig withTargetUpdateStep(double value) {
    return with("targetUpdateStep", value);
  }

  /** With another {@link #epsilon()}. */
  public ApeXDqnConfig withEpsilon(double value) {
    return with("epsilon", value);
  }

  /** With another {@link #epsilonExponent()}. */
  public ApeXDqnConfig withEpsilonExponent(double value) {
    return with("epsilonExponent", value);
  }

  /** With another {@link #priorityExponent()}. */
  public ApeXDqnConfig withPriorityExponent(double value) {
    return with("priorityExponent", value);
  }

  /** With another {@link #importanceExponent()}. */
  public ApeXDqnConfig withImportanceExponent(double value) {
    return with("importanceExponent", value);
  }

  /** With another {@link #prefetch()}. */
  public ApeXDqnConfig withPrefetch(boolean value) {
    return with("prefetch", value);
  }
}
