package dev.rookery.core.distribution;

import static dev.rookery.core.golden.GoldenLosses.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.core.golden.GoldenLosses;
import dev.rookery.core.golden.GoldenLosses.Values;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference has the same deviations for all examples. */
class DiagonalGaussianGoldenTest {

  private static final double TOLERANCE = 1e-5;

  static List<GoldenLosses.Case> cases() {
    return GoldenLosses.cases("diagonal-gaussian");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("cases")
  void logProbabilityEntropyAndGradientsAreThoseOfTheReference(GoldenLosses.Case golden) {
    Values in = golden.inputs();
    float[] mean = in.floats("mean");
    float[] logStd = in.floats("log_std");
    float[] action = in.floats("action");
    int size = logStd.length;
    int batch = mean.length / size;
    DiagonalGaussian gaussian = new DiagonalGaussian(size);
    float[] logProbability = new float[batch];
    float[] meanGradient = new float[mean.length];
    float[] logStdGradient = new float[size];
    double entropy = 0;
    for (int b = 0; b < batch; b++) {
      float[] parameters = new float[2 * size];
      System.arraycopy(mean, b * size, parameters, 0, size);
      System.arraycopy(logStd, 0, parameters, size, size);
      float[] gradient = new float[2 * size];
      logProbability[b] = (float) gaussian.logProbability(parameters, 0, action, b * size);
      gaussian.addLogProbabilityGradient(parameters, 0, action, b * size, 1, gradient, 0);
      System.arraycopy(gradient, 0, meanGradient, b * size, size);
      for (int i = 0; i < size; i++) {
        logStdGradient[i] += gradient[size + i];
      }
      entropy = gaussian.entropy(parameters, 0, new float[size], 0);
    }
    Values out = golden.expected();
    assertClose(out.doubles("log_prob"), logProbability, TOLERANCE, "log_prob");
    assertEquals(out.number("entropy"), entropy, TOLERANCE * (1 + Math.abs(entropy)), "entropy");
    assertClose(
        out.flat("grad_mean_of_sum_log_prob"), meanGradient, TOLERANCE, "gradient of the mean");
    assertClose(
        out.flat("grad_log_std_of_sum_log_prob"),
        logStdGradient,
        TOLERANCE,
        "gradient of the deviations");
  }
}
