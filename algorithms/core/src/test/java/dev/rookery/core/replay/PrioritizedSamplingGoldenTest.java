package dev.rookery.core.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.core.golden.GoldenLosses;
import dev.rookery.experience.SampleBatch;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrioritizedSamplingGoldenTest {

  /** Priorities and results are float32 here and float64 in the reference. */
  private static final double TOLERANCE = 3e-7;

  static List<GoldenLosses.Case> cases() {
    return GoldenLosses.cases("prioritized-sampling");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("cases")
  void probabilitiesAndWeightsAreThoseOfTheReference(GoldenLosses.Case golden) {
    double[] priorities = golden.inputs().doubles("priority");
    double[] probabilities = golden.expected().doubles("probability");
    double[] weights = golden.expected().doubles("weight_over_max");
    int count = priorities.length;
    SampleBatch batch = new SampleBatch(NumberedRows.SCHEMA, 100 * count);
    try (var buffer =
        new PrioritizedReplayBuffer(
            NumberedRows.SCHEMA, count, golden.inputs().number("alpha"), Double.MIN_NORMAL)) {
      buffer.beta(golden.inputs().number("beta"));
      buffer.insert(NumberedRows.rows(0, count), 0, count);
      buffer.updatePriorities(
          LongStream.range(0, count).toArray(), NumberedRows.floats(priorities), count);

      buffer.sample(batch, new SplittableRandom(1));
    }
    // Weights are relative to the largest of the batch, which need not have every row.
    double largest = LongStream.of(batch.keys()).mapToDouble(k -> weights[(int) k]).max().orElse(0);
    boolean[] drawn = new boolean[count];
    for (int i = 0; i < batch.size(); i++) {
      int row = (int) batch.keys()[i];
      drawn[row] = true;
      assertEquals(probabilities[row], batch.probabilities()[i], TOLERANCE, "probability " + row);
      assertEquals(weights[row] / largest, batch.weights()[i], TOLERANCE, "weight " + row);
    }
    for (int row = 0; row < count; row++) {
      // Such a row has the whole share of the sum that one of the draws is from.
      assertTrue(drawn[row] || probabilities[row] * batch.size() < 2.01, "row %d".formatted(row));
    }
  }
}
