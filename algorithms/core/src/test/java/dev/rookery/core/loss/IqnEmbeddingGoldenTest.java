package dev.rookery.core.loss;

import static dev.rookery.core.golden.GoldenLosses.assertClose;

import dev.rookery.core.golden.GoldenLosses;
import dev.rookery.core.golden.GoldenLosses.Values;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IqnEmbeddingGoldenTest {

  private static final double TOLERANCE = 1e-5;
  private static final int SIZE = 64;

  static List<GoldenLosses.Case> cases() {
    return GoldenLosses.cases("iqn-embedding");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("cases")
  void cosinesThroughALayerAndMergedWithFeaturesAreTheReference(GoldenLosses.Case golden) {
    Values in = golden.inputs();
    double[] tau = in.flat("tau");
    double[][] features = in.matrix("state_features");
    double[][] weight = in.matrix("weight");
    double[] bias = in.doubles("bias");
    int samples = tau.length / features.length;
    float[] merged = new float[tau.length * bias.length];
    float[] cosines = new float[SIZE];
    for (int k = 0; k < tau.length; k++) {
      CosineEmbedding.cosines(tau[k], SIZE, cosines, 0);
      for (int j = 0; j < bias.length; j++) {
        double sum = bias[j];
        for (int i = 0; i < SIZE; i++) {
          sum += cosines[i] * weight[j][i];
        }
        merged[k * bias.length + j] = (float) (Math.max(0, sum) * features[k / samples][j]);
      }
    }
    assertClose(golden.expected().flat("merged"), merged, TOLERANCE, "merged");
  }
}
