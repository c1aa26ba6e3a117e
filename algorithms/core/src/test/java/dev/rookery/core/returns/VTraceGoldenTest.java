package dev.rookery.core.returns;

import static dev.rookery.core.golden.GoldenLosses.assertClose;

import dev.rookery.core.golden.GoldenLosses;
import dev.rookery.core.golden.GoldenLosses.Values;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference has λ = 1, and an episode ends only where the discount is 0. */
class VTraceGoldenTest {

  private static final double TOLERANCE = 1e-5;

  static List<GoldenLosses.Case> cases() {
    return GoldenLosses.cases("v-trace");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("cases")
  void targetsAndAdvantagesAreThoseOfTheReference(GoldenLosses.Case golden) {
    Values in = golden.inputs();
    float[] reward = in.floats("reward");
    float[] value = in.floats("value");
    float[] discount = in.floats("discount");
    int steps = reward.length;
    float[] next = new float[steps];
    System.arraycopy(value, 1, next, 0, steps - 1);
    next[steps - 1] = (float) in.number("bootstrap_value");
    byte[] ended = new byte[steps];
    for (int t = 0; t < steps; t++) {
      ended[t] = (byte) (discount[t] == 0 ? 1 : 0);
    }
    float[] target = new float[steps];
    float[] advantage = new float[steps];
    new VTrace(1, in.number("rho_bar"), in.number("c_bar"))
        .compute(
            reward,
            discount,
            ended,
            in.floats("log_importance_ratio"),
            value,
            next,
            0,
            steps,
            target,
            advantage);
    Values out = golden.expected();
    assertClose(out.doubles("vs"), target, TOLERANCE, "vs");
    assertClose(
        out.doubles("policy_gradient_advantage"),
        advantage,
        TOLERANCE,
        "policy_gradient_advantage");
  }
}
