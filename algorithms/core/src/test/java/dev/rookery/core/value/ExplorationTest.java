package dev.rookery.core.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.SeededRandom;
import dev.rookery.algorithm.ActionValues;
import dev.rookery.algorithm.Exploration;
import dev.rookery.core.schedule.Schedule;
import dev.rookery.core.settings.ExplorationKind;
import dev.rookery.core.settings.ExplorationSettings;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.settings.Explicit;
import dev.rookery.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplorationTest {

  private static final float NONE = ActingGraph.ILLEGAL;
  private static final int DRAWS = 200_000;

  /** About four standard deviations of a frequency. */
  private static final double TOLERANCE = 0.005;

  private record Values(float... values) implements ActionValues {

    @Override
    public VectorStep step() {
      return new VectorStep(1, Space.box(0, 1, 1));
    }

    @Override
    public int count() {
      return values.length;
    }

    @Override
    public float value(int action) {
      return values[action];
    }

    @Override
    public boolean isLegal(int action) {
      return values[action] != NONE;
    }

    @Override
    public int best() {
      int best = 0;
      for (int a = 1; a < values.length; a++) {
        best = values[a] > values[best] ? a : best;
      }
      return best;
    }
  }

  private static void assertFrequencies(
      Exploration exploration, ActionValues values, int environment, double... expected) {
    SeededRandom random = new SeededRandom(3);
    double[] counts = new double[values.count()];
    for (int i = 0; i < DRAWS; i++) {
      counts[exploration.choose(values, environment, 100, random)]++;
    }
    for (int a = 0; a < counts.length; a++) {
      double tolerance = expected[a] == 0 || expected[a] == 1 ? 0 : TOLERANCE;
      assertEquals(expected[a], counts[a] / DRAWS, tolerance, "action " + a);
    }
  }

  @Test
  void epsilonIsTheChanceOfAnyLegalAction() {
    Values values = new Values(1, 5, NONE, 2, -3);
    Exploration falling = Explorations.epsilonGreedy(Schedule.linear(0.6, 0.2, 200));
    assertFrequencies(falling, values, 0, 0.1, 0.7, 0, 0.1, 0.1);
    assertFrequencies(Explorations.epsilonGreedy(Schedule.constant(0)), values, 0, 0, 1, 0, 0, 0);
    Exploration byEnvironment = Explorations.epsilonGreedy(new double[] {0, 1});
    assertFrequencies(byEnvironment, values, 0, 0, 1, 0, 0, 0);
    assertFrequencies(byEnvironment, values, 1, 0.25, 0.25, 0, 0.25, 0.25);
  }

  @Test
  void theOnlyLegalActionIsTaken() {
    Values values = new Values(NONE, NONE, -7, NONE);
    for (Exploration exploration :
        new Exploration[] {
          Explorations.greedy(),
          Explorations.epsilonGreedy(Schedule.constant(1)),
          Explorations.boltzmann(Schedule.constant(1e9))
        }) {
      assertFrequencies(exploration, values, 0, 0, 0, 1, 0);
    }
  }

  @Test
  void boltzmannWeighsLegalActionsByTheExponentialOfTheirValues() {
    Values values = new Values(1, 2, NONE, 1.5f);
    double total = Math.exp(2) + Math.exp(4) + Math.exp(3);
    assertFrequencies(
        Explorations.boltzmann(Schedule.linear(1, 0, 200)),
        values,
        0,
        Math.exp(2) / total,
        Math.exp(4) / total,
        0,
        Math.exp(3) / total);
  }

  @Test
  void boltzmannTakesTheBestWhereTheTemperatureIsZeroAndSharesAmongEquals() {
    Exploration cold = Explorations.boltzmann(Schedule.constant(0));
    assertFrequencies(cold, new Values(1, 2, NONE, 1.5f), 0, 0, 1, 0, 0);
    assertFrequencies(cold, new Values(2, NONE, 2), 0, 0.5, 0, 0.5);
    Exploration warm = Explorations.boltzmann(Schedule.constant(1));
    assertFrequencies(warm, new Values(1e30f, -1e30f, 1e30f), 0, 0.5, 0, 0.5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN})
  void aTemperatureThatIsNoneEndsTheRunWithItsStep(double temperature) {
    Exploration exploration = Explorations.boltzmann(Schedule.constant(temperature));
    String message =
        assertThrows(
                RookeryException.class,
                () -> exploration.choose(new Values(1, 2), 0, 7, new SeededRandom(1)))
            .getMessage();
    assertTrue(message.contains("was " + temperature + " at step 7"), message);
  }

  @Test
  void whatWasLastUsedIsReported() {
    Map<String, Double> metrics = new HashMap<>();
    EpsilonGreedy epsilonGreedy = new EpsilonGreedy((k, steps) -> k == 0 ? 0.25 : 0.75);
    Exploration boltzmann = Explorations.boltzmann(Schedule.linear(1, 0, 100));
    for (int step = 0; step < 3; step++) {
      for (int k = 0; k < 2; k++) {
        epsilonGreedy.choose(new Values(1, 2), k, 25, new SeededRandom(1));
        boltzmann.choose(new Values(1, 2), k, 25, new SeededRandom(1));
      }
    }
    epsilonGreedy.report(metrics::put);
    boltzmann.report(metrics::put);
    assertEquals(Map.of("actor/epsilon", 0.5, "actor/temperature", 0.75), metrics);
  }

  private record Config(
      ExplorationKind exploration,
      double temperature,
      double epsilonStart,
      double epsilonEnd,
      long epsilonSteps,
      Explicit explicit)
      implements ExplorationSettings<Config> {}

  /** With a chance of 1 a random action, with a temperature of 0.5 a weighed one. */
  @ParameterizedTest
  @EnumSource(ExplorationKind.class)
  void settingsSayHowActorsExplore(ExplorationKind kind) {
    Config config =
        Settings.defaults(Config.class)
            .withExploration(kind)
            .withTemperature(1)
            .withEpsilonStart(1)
            .withEpsilonEnd(1)
            .withEpsilonSteps(200);
    Values values = new Values(1, 2);
    double weighed = 1 / (1 + Math.exp(2));
    double[] byEpsilon = {0.5, 0.5};
    double[] byNoise = {0, 1};
    double[] byValue = {weighed, 1 - weighed};
    for (boolean noisy : new boolean[] {false, true}) {
      double[] expected =
          switch (kind) {
            case EPSILON_GREEDY -> byEpsilon;
            case BOLTZMANN -> byValue;
            case NOISE -> noisy ? byNoise : byEpsilon;
          };
      assertFrequencies(Explorations.of(config, noisy), values, 0, expected);
    }
  }

  @Test
  void legalActionsAreCountedInOrder() {
    Values values = new Values(NONE, 3, NONE, 1, 2);
    assertEquals(3, values.legalCount());
    assertEquals(1, values.legal(0));
    assertEquals(3, values.legal(1));
    assertEquals(4, values.legal(2));
    assertThrows(IndexOutOfBoundsException.class, () -> values.legal(3));
  }
}
