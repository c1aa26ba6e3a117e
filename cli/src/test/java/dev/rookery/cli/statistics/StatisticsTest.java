package dev.rookery.cli.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Values computed by hand. */
class StatisticsTest {

  private static final StratifiedBootstrap BOOTSTRAP = new StratifiedBootstrap(2000, 1);

  @Test
  void theMeanCountsEveryTaskAlike() {
    // (1 + 3) / 2 = 2 and 10: (2 + 10) / 2.
    assertEquals(6, Aggregates.mean(new double[][] {{1, 3}, {10}}));
  }

  @Test
  void theInterquartileMeanIsOfTheMiddleHalfOfAllRuns() {
    // 1 2 | 3 4 5 6 | 7 100
    assertEquals(4.5, Aggregates.interquartileMean(new double[][] {{100, 3, 1, 6}, {5, 2, 7, 4}}));
    // 1 | 2 3 4 | 100
    assertEquals(3, Aggregates.interquartileMean(new double[][] {{100, 2, 4, 1, 3}}));
    // Of three runs none is left out.
    assertEquals(34, Aggregates.interquartileMean(new double[][] {{100, 1, 1}}));
  }

  @Test
  void theProfileIsTheFractionOfRunsAbove() {
    double[][] scores = {{0, 1, 2, 3}, {2, 2}};
    // Above 0: 3/4 and 1; above 1: 2/4 and 1; above 2: 1/4 and 0.
    assertArrayEquals(
        new double[] {1, 0.875, 0.75, 0.125, 0},
        PerformanceProfile.of(scores, new double[] {-1, 0, 1, 2, 3}));
  }

  @Test
  void theProbabilityOfImprovementCountsPairsAndTiesAsHalves() {
    // 1 beats 0, 3 beats 0 and 2, 1 loses to 2: 3 of 4.
    assertEquals(
        0.75, ProbabilityOfImprovement.of(new double[][] {{1, 3}}, new double[][] {{0, 2}}));
    // 2 = 2: a half, 2 > 1: one; of 2 pairs 0.75. The other task: 0. The mean 0.375.
    assertEquals(
        0.375,
        ProbabilityOfImprovement.of(new double[][] {{2}, {1}}, new double[][] {{2, 1}, {5}}));
    assertThrows(
        IllegalArgumentException.class,
        () -> ProbabilityOfImprovement.of(new double[][] {{2}, {1}}, new double[][] {{2}}));
  }

  @Test
  void quantilesLieOnStraightLines() {
    double[] sorted = {0, 10, 20, 40};
    assertEquals(0, StratifiedBootstrap.quantile(sorted, 0));
    assertEquals(15, StratifiedBootstrap.quantile(sorted, 0.5));
    // Position 0.9 * 3 = 2.7: 20 + 0.7 * 20.
    assertEquals(34, StratifiedBootstrap.quantile(sorted, 0.9), 1e-12);
    assertEquals(40, StratifiedBootstrap.quantile(sorted, 1));
  }

  /**
   * Of two runs 0 and 1 a resample's mean is 0, 0.5 or 1 with probability 1/4, 1/2, 1/4: the
   * interval ends at 0 and 1. Of twenty with ten ones the mean has the standard deviation √(0.25 /
   * 20) = 0.112; 1.96 of it to each side are 0.28 and 0.72.
   */
  @Test
  void theIntervalOfAMeanIsThatOfItsDistribution() {
    assertEquals(new Interval(0, 1), BOOTSTRAP.interval(new double[][] {{0, 1}}, Aggregates::mean));
    double[] runs = new double[20];
    Arrays.fill(runs, 0, 10, 1);
    Interval interval = BOOTSTRAP.interval(new double[][] {runs}, Aggregates::mean);
    assertEquals(0.28, interval.low(), 0.03);
    assertEquals(0.72, interval.high(), 0.03);
  }

  /** Each task keeps its runs: without strata the mean of these could be anything from 0 to 1. */
  @Test
  void tasksAreDrawnEachOnItsOwn() {
    assertEquals(
        new Interval(0.5, 0.5),
        BOOTSTRAP.interval(new double[][] {{0, 0}, {1, 1}}, Aggregates::mean));
  }

  @Test
  void theIntervalOfAComparisonDrawsBoth() {
    double[][] low = {{1, 2, 3}};
    double[][] high = {{4, 5, 6}};
    assertEquals(new Interval(1, 1), BOOTSTRAP.interval(high, low, ProbabilityOfImprovement::of));
    Interval same = BOOTSTRAP.interval(low, low, ProbabilityOfImprovement::of);
    assertTrue(same.low() < 0.2 && same.high() > 0.8, same::toString);
  }

  @Test
  void thereIsAtLeastOneResample() {
    assertThrows(IllegalArgumentException.class, () -> new StratifiedBootstrap(0, 1));
  }
}
