package dev.rookery.core.returns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.core.golden.GoldenLosses;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NStepGoldenTest {

  static List<GoldenLosses.Case> cases() {
    return GoldenLosses.cases("n-step");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("cases")
  void windowsAreThoseOfTheReference(GoldenLosses.Case golden) {
    double[] rewards = golden.inputs().doubles("reward");
    double[] returns = new double[rewards.length];
    double[] discounts = new double[rewards.length];
    int[] bootstraps = new int[rewards.length];

    NStep.compute(
        rewards,
        golden.inputs().flags("terminated"),
        golden.inputs().flags("truncated"),
        golden.inputs().integer("n"),
        golden.inputs().number("gamma"),
        returns,
        discounts,
        bootstraps);

    double[][] rows = golden.expected().matrix("rows");
    assertEquals(rows.length, rewards.length);
    for (int t = 0; t < rows.length; t++) {
      double[] row = {t, returns[t], discounts[t], bootstraps[t]};
      assertArrayEquals(rows[t], row, 1e-12, "row " + t);
    }
  }
}
