package dev.rookery.core.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.core.golden.GoldenLosses;
import dev.rookery.core.golden.GoldenLosses.Values;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TdHuberGoldenTest {

  /** Inputs and results are float32 here and float64 in the reference. */
  private static final double TOLERANCE = 2e-6;

  static List<GoldenLosses.Case> cases() {
    return GoldenLosses.cases("td-huber", "td-huber-double");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("cases")
  void targetErrorLossAndGradientAreThoseOfTheReference(GoldenLosses.Case golden) {
    Values in = golden.inputs();
    double[][] q = in.matrix("q");
    int batch = q.length;
    int actions = q[0].length;
    float[] value = flat(in.matrix("q_next_target"));
    boolean isDouble = golden.loss().equals("td-huber-double");
    float[] selector = isDouble ? flat(in.matrix("q_next_online")) : value;
    float[] target = new float[batch];
    float[] gradient = new float[batch * actions];
    float[] tdError = new float[batch];

    QLearning.targets(
        floats(in.doubles("reward")),
        floats(in.doubles("discount")),
        selector,
        value,
        actions,
        target);
    double loss =
        QLearning.huberLoss(
            flat(q),
            in.ints("action"),
            target,
            floats(in.doubles("weight")),
            in.number("kappa"),
            actions,
            gradient,
            tdError);

    Values out = golden.expected();
    assertClose(out.doubles("target"), target, "target");
    assertClose(out.doubles("td_error"), tdError, "td_error");
    assertEquals(out.number("loss"), loss, TOLERANCE * (1 + out.number("loss")), "loss");
    assertClose(doubles(out.matrix("grad_q")), gradient, "grad_q");
  }

  private static void assertClose(double[] expected, float[] actual, String what) {
    assertEquals(expected.length, actual.length, what);
    for (int i = 0; i < expected.length; i++) {
      double tolerance = TOLERANCE * (1 + Math.abs(expected[i]));
      assertEquals(expected[i], actual[i], tolerance, what + " " + i);
    }
  }

  private static double[] doubles(double[][] rows) {
    return java.util.Arrays.stream(rows).flatMapToDouble(java.util.Arrays::stream).toArray();
  }

  private static float[] flat(double[][] rows) {
    return floats(doubles(rows));
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
