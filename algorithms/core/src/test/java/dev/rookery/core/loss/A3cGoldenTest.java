package dev.rookery.core.loss;

import static dev.rookery.core.golden.GoldenLosses.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.core.golden.GoldenLosses;
import dev.rookery.core.golden.GoldenLosses.Values;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference sums over the rollout where the parts take means. */
class A3cGoldenTest {

  private static final double TOLERANCE = 1e-5;

  static List<GoldenLosses.Case> cases() {
    return GoldenLosses.cases("a3c");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("cases")
  void lossAndGradientsAreThoseOfTheReference(GoldenLosses.Case golden) {
    Values in = golden.inputs();
    float[] action = in.floats("action");
    float[] value = in.floats("value");
    float[] returns = in.floats("n_step_return");
    int steps = action.length;
    PpoClipGoldenTest.CategoricalPolicy policy =
        new PpoClipGoldenTest.CategoricalPolicy(in.floats("logits"), action);
    float[] advantage = new float[steps];
    for (int t = 0; t < steps; t++) {
      advantage[t] = returns[t] - value[t];
    }
    float[] ones = new float[steps];
    Arrays.fill(ones, 1);

    float[] byLogPi = new float[steps];
    float[] byValue = new float[steps];
    double policyLoss = PolicyGradient.loss(policy.logPi(), advantage, byLogPi);
    double valueLoss =
        TdLearning.huberLoss(
            value, returns, ones, Double.POSITIVE_INFINITY, byValue, new float[steps]);
    double valueCoefficient = in.number("value_coefficient");
    double entropyCoefficient = in.number("entropy_coefficient");
    for (int t = 0; t < steps; t++) {
      byLogPi[t] *= steps;
      byValue[t] *= (float) (steps * valueCoefficient);
    }
    double loss =
        steps
            * (policyLoss
                + valueCoefficient * valueLoss
                - entropyCoefficient * policy.meanEntropy());

    Values out = golden.expected();
    double expected = out.number("loss");
    assertEquals(expected, loss, TOLERANCE * (1 + Math.abs(expected)), "loss");
    assertClose(
        out.flat("grad_logits"),
        policy.gradient(byLogPi, -entropyCoefficient),
        TOLERANCE,
        "grad_logits");
    assertClose(out.flat("grad_value"), byValue, TOLERANCE, "grad_value");
  }
}
