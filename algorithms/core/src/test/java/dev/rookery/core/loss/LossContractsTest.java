package dev.rookery.core.loss;

import static dev.rookery.testkit.loss.LossCapability.PRIORITIES;
import static dev.rookery.testkit.loss.LossCapability.TAKEN_ACTIONS_ONLY;
import static dev.rookery.testkit.loss.LossCapability.WEIGHTS;
import static dev.rookery.testkit.loss.LossCapability.ZERO_GRADIENT_AT_TARGET;
import static dev.rookery.testkit.loss.LossCapability.ZERO_LOSS_AT_TARGET;

import dev.rookery.testkit.loss.BatchLoss;
import dev.rookery.testkit.loss.LossArbitraries;
import dev.rookery.testkit.loss.LossBatch;
import dev.rookery.testkit.loss.LossCapability;
import dev.rookery.testkit.loss.LossContract;
import dev.rookery.testkit.loss.LossOutputs;
import dev.rookery.testkit.loss.LossShape;
import java.util.Arrays;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Group;

/** Every loss keeps the test kit's contract. */
class LossContractsTest {

  @Group
  class Huber extends QLoss {
    Huber() {
      super(0.75);
    }
  }

  @Group
  class HalfTheSquaredError extends QLoss {
    HalfTheSquaredError() {
      super(Double.POSITIVE_INFINITY);
    }
  }

  abstract static class QLoss extends LossContract {

    private final double kappa;

    QLoss(double kappa) {
      this.kappa = kappa;
    }

    @Override
    protected LossShape shape() {
      return LossShape.values(3);
    }

    @Override
    protected Set<LossCapability> capabilities() {
      return Set.of(
          WEIGHTS, TAKEN_ACTIONS_ONLY, ZERO_LOSS_AT_TARGET, ZERO_GRADIENT_AT_TARGET, PRIORITIES);
    }

    @Override
    protected BatchLoss loss() {
      return (batch, outputs) -> {
        double loss =
            QLearning.huberLoss(
                batch.predictions(),
                batch.actions(),
                batch.targets(),
                batch.weights(),
                kappa,
                3,
                outputs.gradient(),
                outputs.priorities());
        makeSizes(outputs.priorities());
        return loss;
      };
    }
  }

  private static void makeSizes(float[] tdErrors) {
    for (int b = 0; b < tdErrors.length; b++) {
      tdErrors[b] = Math.abs(tdErrors[b]);
    }
  }

  @Group
  class HuberOfValues extends LossContract {

    @Override
    protected LossShape shape() {
      return LossShape.values(1);
    }

    @Override
    protected Set<LossCapability> capabilities() {
      return Set.of(
          WEIGHTS, TAKEN_ACTIONS_ONLY, ZERO_LOSS_AT_TARGET, ZERO_GRADIENT_AT_TARGET, PRIORITIES);
    }

    @Override
    protected BatchLoss loss() {
      return (batch, outputs) -> {
        double loss =
            TdLearning.huberLoss(
                batch.predictions(),
                batch.targets(),
                batch.weights(),
                0.5,
                outputs.gradient(),
                outputs.priorities());
        makeSizes(outputs.priorities());
        return loss;
      };
    }
  }

  /** Targets are the value's and what the value was before. */
  @Group
  class ClippedValues extends LossContract {

    @Override
    protected LossShape shape() {
      return new LossShape(1, 1, 2);
    }

    @Override
    protected Set<LossCapability> capabilities() {
      return Set.of(TAKEN_ACTIONS_ONLY, ZERO_GRADIENT_AT_TARGET);
    }

    @Override
    protected BatchLoss loss() {
      return (batch, outputs) ->
          TdLearning.clippedLoss(
              batch.predictions(),
              column(batch.targets(), 1),
              column(batch.targets(), 0),
              0.5,
              outputs.gradient());
    }
  }

  private static float[] column(float[] pairs, int index) {
    float[] column = new float[pairs.length / 2];
    for (int b = 0; b < column.length; b++) {
      column[b] = pairs[2 * b + index];
    }
    return column;
  }

  @Group
  class CategoricalCrossEntropy extends LossContract {

    @Override
    protected LossShape shape() {
      return new LossShape(2, 5, 5);
    }

    @Override
    protected Set<LossCapability> capabilities() {
      return Set.of(WEIGHTS, TAKEN_ACTIONS_ONLY, ZERO_GRADIENT_AT_TARGET, PRIORITIES);
    }

    @Override
    protected Arbitrary<float[]> targets() {
      return LossArbitraries.distributions(5);
    }

    @Override
    protected Arbitrary<float[]> extremeTargets() {
      return targets();
    }

    @Override
    protected void makeEqual(float[] target, float[] prediction) {
      for (int k = 0; k < prediction.length; k++) {
        prediction[k] = target[k] == 0 ? -1000 : (float) Math.log(target[k]);
      }
    }

    @Override
    protected BatchLoss loss() {
      return (batch, outputs) ->
          CategoricalQLearning.crossEntropyLoss(
              batch.predictions(),
              batch.actions(),
              batch.targets(),
              batch.weights(),
              2,
              outputs.gradient(),
              new float[batch.size()],
              outputs.priorities());
    }
  }

  @Group
  class QuantileHuber extends QuantileLoss {
    QuantileHuber() {
      super(0.75);
    }
  }

  @Group
  class QuantileRegression extends QuantileLoss {
    QuantileRegression() {
      super(0);
    }
  }

  /** Its arrays are of a layout of their own. */
  @Group
  class ImplicitQuantileHuber extends QuantileLoss {
    ImplicitQuantileHuber() {
      super(0.75);
    }

    @Override
    double compute(LossBatch batch, LossOutputs outputs) {
      float[] tau = new float[batch.size() * LEVELS];
      for (int k = 0; k < tau.length; k++) {
        tau[k] = QuantileQLearning.midpoints(LEVELS)[k % LEVELS];
      }
      float[] gradient = new float[outputs.gradient().length];
      double loss =
          ImplicitQuantileQLearning.huberLoss(
              QuantileInputs.swapped(batch.predictions(), ACTIONS, LEVELS),
              batch.actions(),
              tau,
              batch.targets(),
              batch.weights(),
              kappa,
              ACTIONS,
              new SortedTargets(TARGETS),
              gradient,
              outputs.priorities());
      float[] swapped = QuantileInputs.swapped(gradient, LEVELS, ACTIONS);
      System.arraycopy(swapped, 0, outputs.gradient(), 0, swapped.length);
      return loss;
    }
  }

  abstract static class QuantileLoss extends LossContract {

    static final int ACTIONS = 2;
    static final int LEVELS = 4;
    static final int TARGETS = 3;
    final double kappa;

    QuantileLoss(double kappa) {
      this.kappa = kappa;
    }

    @Override
    protected LossShape shape() {
      return new LossShape(ACTIONS, LEVELS, TARGETS);
    }

    @Override
    protected Set<LossCapability> capabilities() {
      return Set.of(
          WEIGHTS, TAKEN_ACTIONS_ONLY, ZERO_LOSS_AT_TARGET, ZERO_GRADIENT_AT_TARGET, PRIORITIES);
    }

    @Override
    protected Arbitrary<float[]> targets() {
      return LossArbitraries.quantiles(TARGETS);
    }

    @Override
    protected void makeEqual(float[] target, float[] prediction) {
      Arrays.fill(target, target[0]);
      Arrays.fill(prediction, target[0]);
    }

    @Override
    protected BatchLoss loss() {
      return this::compute;
    }

    double compute(LossBatch batch, LossOutputs outputs) {
      return QuantileQLearning.huberLoss(
          batch.predictions(),
          batch.actions(),
          QuantileQLearning.midpoints(LEVELS),
          batch.targets(),
          batch.weights(),
          kappa,
          ACTIONS,
          new SortedTargets(TARGETS),
          outputs.gradient(),
          outputs.priorities());
    }
  }

  /** Predictions are log-probabilities, targets advantages. */
  @Group
  class PolicyGradientLoss extends LossContract {

    @Override
    protected LossShape shape() {
      return LossShape.values(1);
    }

    @Override
    protected Set<LossCapability> capabilities() {
      return Set.of(TAKEN_ACTIONS_ONLY);
    }

    @Override
    protected BatchLoss loss() {
      return (batch, outputs) ->
          PolicyGradient.loss(batch.predictions(), batch.targets(), outputs.gradient());
    }
  }

  /** Targets are the advantages, and the log-probabilities when the actions were taken. */
  @Group
  class ClippedPolicyGradient extends LossContract {

    @Override
    protected LossShape shape() {
      return new LossShape(1, 1, 2);
    }

    @Override
    protected Set<LossCapability> capabilities() {
      return Set.of(TAKEN_ACTIONS_ONLY);
    }

    /** Ratios would be infinite at extremes. */
    @Override
    protected Arbitrary<Float> extremePredictions() {
      return LossArbitraries.ties();
    }

    @Override
    protected Arbitrary<float[]> extremeTargets() {
      return LossArbitraries.array(LossArbitraries.ties(), 2);
    }

    @Override
    protected BatchLoss loss() {
      return (batch, outputs) ->
          PolicyGradient.clippedLoss(
              batch.predictions(),
              column(batch.targets(), 1),
              column(batch.targets(), 0),
              0.2,
              outputs.gradient());
    }
  }

  /** There are no targets. */
  @Group
  class DeterministicPolicy extends LossContract {

    @Override
    protected LossShape shape() {
      return LossShape.values(1);
    }

    @Override
    protected Set<LossCapability> capabilities() {
      return Set.of(TAKEN_ACTIONS_ONLY);
    }

    @Override
    protected BatchLoss loss() {
      return (batch, outputs) ->
          DeterministicPolicyGradient.loss(batch.predictions(), outputs.gradient());
    }
  }
}
