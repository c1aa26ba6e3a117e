package dev.rookery.core.loss;

import static dev.rookery.core.golden.GoldenLosses.assertClose;
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
    int batch = in.doubles("reward").length;
    float[] q = in.floats("q");
    float[] value = in.floats("q_next_target");
    boolean isDouble = golden.loss().equals("td-huber-double");
    float[] selector = isDouble ? in.floats("q_next_online") : value;
    float[] target = new float[batch];
    float[] gradient = new float[q.length];
    float[] tdError = new float[batch];
    int actions = q.length / batch;

    QLearning.targets(in.floats("reward"), in.floats("discount"), selector, value, actions, target);
    double loss =
        QLearning.huberLoss(
            q,
            in.ints("action"),
            target,
            in.floats("weight"),
            in.number("kappa"),
            actions,
            gradient,
            tdError);

    Values out = golden.expected();
    assertClose(out.doubles("target"), target, TOLERANCE, "target");
    assertClose(out.doubles("td_error"), tdError, TOLERANCE, "td_error");
    assertEquals(out.number("loss"), loss, TOLERANCE * (1 + out.number("loss")), "loss");
    assertClose(out.flat("grad_q"), gradient, TOLERANCE, "grad_q");
  }
}
