package dev.rookery.core.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.core.golden.GoldenLosses;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The exploration rates of Ape-X beside reference values. */
class EpsilonLadderGoldenTest {

  static List<GoldenLosses.Case> cases() {
    return GoldenLosses.cases("ape-x-epsilon");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("cases")
  void theRatesAreThoseOfTheReference(GoldenLosses.Case golden) {
    EpsilonLadder ladder =
        new EpsilonLadder(golden.inputs().number("epsilon"), golden.inputs().number("alpha"));
    int actors = golden.inputs().integer("actors");
    double[] expected = golden.expected().doubles("epsilon");
    assertEquals(actors, expected.length);
    for (int i = 0; i < actors; i++) {
      assertEquals(expected[i], ladder.at(i, actors), 1e-12 * expected[i], "actor " + i);
    }
  }
}
