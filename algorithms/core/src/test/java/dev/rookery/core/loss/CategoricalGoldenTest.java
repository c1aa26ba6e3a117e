package dev.rookery.core.loss;

import static dev.rookery.core.golden.GoldenLosses.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.core.golden.GoldenLosses;
import dev.rookery.core.golden.GoldenLosses.Values;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CategoricalGoldenTest {

  private static final double TOLERANCE = 1e-5;

  static List<GoldenLosses.Case> cases() {
    return GoldenLosses.cases("categorical");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("cases")
  void projectionLossDivergenceAndGradientAreThoseOfTheReference(GoldenLosses.Case golden) {
    Values in = golden.inputs();
    Support support = new Support(in.number("v_min"), in.number("v_max"), in.integer("atoms"));
    float[] logits = in.floats("logits");
    int batch = in.doubles("reward").length;
    int actions = logits.length / batch / support.atoms();
    float[] target = new float[batch * support.atoms()];
    float[] gradient = new float[logits.length];
    float[] crossEntropy = new float[batch];
    float[] kl = new float[batch];

    CategoricalQLearning.targets(
        in.floats("reward"),
        in.floats("discount"),
        in.floats("next_probabilities"),
        support,
        target);
    double loss =
        CategoricalQLearning.crossEntropyLoss(
            logits,
            in.ints("action"),
            target,
            in.floats("weight"),
            actions,
            gradient,
            crossEntropy,
            kl);

    Values out = golden.expected();
    assertClose(out.flat("projection"), target, TOLERANCE, "projection");
    assertClose(out.doubles("cross_entropy"), crossEntropy, TOLERANCE, "cross_entropy");
    assertClose(out.doubles("kl"), kl, TOLERANCE, "kl");
    assertEquals(out.number("loss"), loss, TOLERANCE * (1 + out.number("loss")), "loss");
    assertClose(out.flat("grad_logits"), gradient, TOLERANCE, "grad_logits");
  }
}
