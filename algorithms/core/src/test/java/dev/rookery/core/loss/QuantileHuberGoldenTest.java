package dev.rookery.core.loss;

import static dev.rookery.core.golden.GoldenLosses.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.core.golden.GoldenLosses;
import dev.rookery.core.golden.GoldenLosses.Values;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference has quantile levels for each example, so it is IQN's loss in QR-DQN's layout. */
class QuantileHuberGoldenTest {

  private static final double TOLERANCE = 1e-5;

  static List<GoldenLosses.Case> cases() {
    return GoldenLosses.cases("quantile-huber");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("cases")
  void lossesAndGradientAreThoseOfTheReference(GoldenLosses.Case golden) {
    Values in = golden.inputs();
    float[] quantiles = in.floats("quantiles");
    float[] tau = in.floats("tau");
    float[] target = in.floats("target");
    int[] action = in.ints("action");
    int batch = action.length;
    int levels = tau.length / batch;
    int actions = quantiles.length / tau.length;
    float[] gradient = new float[quantiles.length];
    float[] exampleLoss = new float[batch];

    double loss =
        ImplicitQuantileQLearning.huberLoss(
            QuantileInputs.swapped(quantiles, actions, levels),
            action,
            tau,
            target,
            in.floats("weight"),
            in.number("kappa"),
            actions,
            new SortedTargets(target.length / batch),
            gradient,
            exampleLoss);

    Values out = golden.expected();
    assertClose(out.doubles("per_example"), exampleLoss, TOLERANCE, "per_example");
    assertEquals(out.number("loss"), loss, TOLERANCE * (1 + out.number("loss")), "loss");
    assertClose(
        out.flat("grad_quantiles"),
        QuantileInputs.swapped(gradient, levels, actions),
        TOLERANCE,
        "grad_quantiles");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("cases")
  void eachExampleOfFixedLevelsHasTheReferencesLossAndGradient(GoldenLosses.Case golden) {
    Values in = golden.inputs();
    float[] quantiles = in.floats("quantiles");
    float[] tau = in.floats("tau");
    float[] target = in.floats("target");
    int[] action = in.ints("action");
    int batch = action.length;
    int levels = tau.length / batch;
    int targets = target.length / batch;
    int actions = quantiles.length / tau.length;
    double[] expected = golden.expected().doubles("per_example");
    double[] expectedGradient = golden.expected().flat("grad_quantiles");
    for (int b = 0; b < batch; b++) {
      int row = b * actions * levels;
      float[] gradient = new float[actions * levels];
      float[] exampleLoss = new float[1];
      QuantileQLearning.huberLoss(
          Arrays.copyOfRange(quantiles, row, row + actions * levels),
          new int[] {action[b]},
          Arrays.copyOfRange(tau, b * levels, (b + 1) * levels),
          Arrays.copyOfRange(target, b * targets, (b + 1) * targets),
          new float[] {in.floats("weight")[b] / batch},
          in.number("kappa"),
          actions,
          new SortedTargets(targets),
          gradient,
          exampleLoss);
      assertClose(new double[] {expected[b]}, exampleLoss, TOLERANCE, "per_example");
      assertClose(
          Arrays.copyOfRange(expectedGradient, row, row + actions * levels),
          gradient,
          TOLERANCE,
          "grad_quantiles");
    }
  }
}
