package dev.rookery.core.returns;

import static dev.rookery.core.golden.GoldenLosses.assertClose;

import dev.rookery.core.golden.GoldenLosses;
import dev.rookery.core.golden.GoldenLosses.Values;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GaeGoldenTest {

  private static final double TOLERANCE = 1e-5;

  static List<GoldenLosses.Case> cases() {
    return GoldenLosses.cases("gae");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("cases")
  void advantagesAndTargetsAreThoseOfTheReference(GoldenLosses.Case golden) {
    Values in = golden.inputs();
    float[] reward = in.floats("reward");
    boolean[] terminated = in.flags("terminated");
    boolean[] truncated = in.flags("truncated");
    int steps = reward.length;
    float[] discount = new float[steps];
    byte[] ended = new byte[steps];
    for (int t = 0; t < steps; t++) {
      discount[t] = terminated[t] ? 0 : (float) in.number("gamma");
      ended[t] = (byte) (terminated[t] || truncated[t] ? 1 : 0);
    }
    float[] advantage = new float[steps];
    float[] target = new float[steps];
    GeneralizedAdvantage.compute(
        reward,
        discount,
        ended,
        in.floats("value"),
        in.floats("next_value"),
        in.number("lam"),
        0,
        steps,
        advantage,
        target);
    Values out = golden.expected();
    assertClose(out.doubles("advantage"), advantage, TOLERANCE, "advantage");
    assertClose(out.doubles("value_target"), target, TOLERANCE, "value_target");
  }
}
