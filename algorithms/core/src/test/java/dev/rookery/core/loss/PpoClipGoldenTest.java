package dev.rookery.core.loss;

import static dev.rookery.core.golden.GoldenLosses.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.core.distribution.Categorical;
import dev.rookery.core.golden.GoldenLosses;
import dev.rookery.core.golden.GoldenLosses.Values;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PPO's loss, put together from its parts: policy, value and entropy. */
class PpoClipGoldenTest {

  private static final double TOLERANCE = 1e-5;

  static List<GoldenLosses.Case> cases() {
    return GoldenLosses.cases("ppo-clip");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("cases")
  void lossesAndGradientsAreThoseOfTheReference(GoldenLosses.Case golden) {
    Values in = golden.inputs();
    float[] action = in.floats("action");
    int batch = action.length;
    float[] oldLogPi = in.floats("old_log_prob");
    double clip = in.number("clip");
    CategoricalPolicy policy = new CategoricalPolicy(in.floats("logits"), action);

    float[] byLogPi = new float[batch];
    float[] logPi = policy.logPi();
    double policyLoss =
        PolicyGradient.clippedLoss(logPi, oldLogPi, in.floats("advantage"), clip, byLogPi);
    float[] valueGradient = new float[batch];
    double valueLoss =
        TdLearning.clippedLoss(
            in.floats("value"),
            in.floats("old_value"),
            in.floats("value_target"),
            in.flag("clip_value_loss") ? clip : Double.POSITIVE_INFINITY,
            valueGradient);
    double entropyCoefficient = in.number("entropy_coefficient");
    double valueCoefficient = in.number("value_coefficient");
    float[] gradient = policy.gradient(byLogPi, -entropyCoefficient / batch);
    for (int b = 0; b < batch; b++) {
      valueGradient[b] *= (float) valueCoefficient;
    }
    double loss =
        policyLoss + valueCoefficient * valueLoss - entropyCoefficient * policy.meanEntropy();

    Values out = golden.expected();
    assertNumber(out, "policy_loss", policyLoss);
    assertNumber(out, "value_loss", valueLoss);
    assertNumber(out, "entropy", policy.meanEntropy());
    assertNumber(out, "approx_kl", PolicyGradient.approximateDivergence(logPi, oldLogPi));
    assertNumber(out, "clip_fraction", PolicyGradient.clipFraction(logPi, oldLogPi, clip));
    assertNumber(out, "loss", loss);
    assertClose(out.flat("grad_logits"), gradient, TOLERANCE, "grad_logits");
    assertClose(out.flat("grad_value"), valueGradient, TOLERANCE, "grad_value");
  }

  private static void assertNumber(Values expected, String name, double actual) {
    double number = expected.number(name);
    assertEquals(number, actual, TOLERANCE * (1 + Math.abs(number)), name);
  }

  /** A batch of a policy with one discrete choice. */
  static final class CategoricalPolicy {

    private final float[] logits;
    private final float[] action;
    private final int actions;
    private final Categorical categorical;

    CategoricalPolicy(float[] logits, float[] action) {
      this.logits = logits;
      this.action = action;
      actions = logits.length / action.length;
      categorical = new Categorical(actions);
    }

    float[] logPi() {
      float[] logPi = new float[action.length];
      for (int b = 0; b < logPi.length; b++) {
        logPi[b] = (float) categorical.logProbability(logits, b * actions, action, b);
      }
      return logPi;
    }

    double meanEntropy() {
      double sum = 0;
      for (int b = 0; b < action.length; b++) {
        sum += categorical.entropy(logits, b * actions, new float[0], 0);
      }
      return sum / action.length;
    }

    float[] gradient(float[] byLogPi, double byEntropy) {
      float[] gradient = new float[logits.length];
      for (int b = 0; b < action.length; b++) {
        int at = b * actions;
        categorical.addLogProbabilityGradient(logits, at, action, b, byLogPi[b], gradient, at);
        categorical.addEntropyGradient(logits, at, new float[0], 0, byEntropy, gradient, at);
      }
      return gradient;
    }
  }
}
