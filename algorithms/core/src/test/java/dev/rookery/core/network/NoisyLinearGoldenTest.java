package dev.rookery.core.network;

import static dev.rookery.core.golden.GoldenLosses.assertClose;

import dev.rookery.core.golden.GoldenLosses;
import dev.rookery.core.golden.GoldenLosses.Values;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NoisyLinearGoldenTest {

  private static final double TOLERANCE = 1e-5;

  static List<GoldenLosses.Case> cases() {
    return GoldenLosses.cases("noisy-linear");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("cases")
  void theMapIsThatOfTheReference(GoldenLosses.Case golden) {
    Values in = golden.inputs();
    double[] expected = golden.expected().flat("y");
    float[] inputNoise = in.floats("noise_in");
    float[] outputNoise = in.floats("noise_out");
    FactorisedNoise.scale(inputNoise);
    FactorisedNoise.scale(outputNoise);
    float[] y = new float[expected.length];

    FactorisedNoise.linear(
        in.floats("x"),
        in.floats("weight_mu"),
        in.floats("weight_sigma"),
        in.floats("bias_mu"),
        in.floats("bias_sigma"),
        inputNoise,
        outputNoise,
        y);

    assertClose(expected, y, TOLERANCE, "y");
  }
}
