package dev.rookery.cli.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** What holds for any scores. Whole numbers, so that there are ties. */
class StatisticsProperties {

  private static final StratifiedBootstrap BOOTSTRAP = new StratifiedBootstrap(200, 7);
  private static final double[] TAUS = {-101, -50, -10, -1, 0, 1, 5, 20, 99, 101};

  @Provide
  Arbitrary<double[][]> scores() {
    Arbitrary<Double> score = Arbitraries.integers().between(-100, 100).map(Integer::doubleValue);
    return score
        .array(double[].class)
        .ofMinSize(1)
        .ofMaxSize(9)
        .array(double[][].class)
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  @Property(tries = 200)
  void aggregatesLieWithinTheScoresAndMoveWithThem(
      @ForAll("scores") double[][] scores,
      @ForAll @DoubleRange(min = -10, max = 10) double shift,
      @ForAll @DoubleRange(min = 0, max = 10) double scale) {
    double[] all = Arrays.stream(scores).flatMapToDouble(Arrays::stream).sorted().toArray();
    for (ToDoubleFunction<double[][]> aggregate :
        Arrays.<ToDoubleFunction<double[][]>>asList(
            Aggregates::mean, Aggregates::interquartileMean)) {
      double value = aggregate.applyAsDouble(scores);
      assertTrue(all[0] - 1e-9 <= value && value <= all[all.length - 1] + 1e-9);
      assertEquals(
          scale * value + shift,
          aggregate.applyAsDouble(map(scores, score -> scale * score + shift)),
          1e-9);
    }
  }

  @Property(tries = 200)
  void theOrderOfRunsDoesNotMatter(@ForAll("scores") double[][] scores) {
    double[][] reversed =
        Arrays.stream(scores).map(StatisticsProperties::reversed).toArray(double[][]::new);
    assertEquals(Aggregates.mean(scores), Aggregates.mean(reversed), 1e-9);
    assertEquals(
        Aggregates.interquartileMean(scores), Aggregates.interquartileMean(reversed), 1e-9);
    assertArrayEquals(
        PerformanceProfile.of(scores, TAUS), PerformanceProfile.of(reversed, TAUS), 1e-12);
    assertEquals(0.5, ProbabilityOfImprovement.of(scores, reversed), 1e-12);
  }

  /** One outlier, however far out, moves the interquartile mean of four or more runs no further. */
  @Property(tries = 200)
  void oneOutlierDoesNotMoveTheInterquartileMean(@ForAll("scores") double[][] scores) {
    double[][] far = map(scores, score -> score);
    double[][] farther = map(scores, score -> score);
    far[0][0] = 1e3;
    farther[0][0] = 1e9;
    if (Arrays.stream(scores).mapToInt(runs -> runs.length).sum() >= 4) {
      assertEquals(Aggregates.interquartileMean(far), Aggregates.interquartileMean(farther));
    }
  }

  @Property(tries = 200)
  void theProfileFallsFromOneToZero(@ForAll("scores") double[][] scores) {
    double[] profile = PerformanceProfile.of(scores, TAUS);
    assertEquals(1, profile[0], 1e-12);
    assertEquals(0, profile[profile.length - 1]);
    for (int i = 1; i < profile.length; i++) {
      assertTrue(profile[i] <= profile[i - 1] + 1e-12);
    }
  }

  /** The area under the profile of scores from 0 to 1 is their mean. */
  @Property(tries = 100)
  void theAreaUnderTheProfileIsTheMean(@ForAll("scores") double[][] scores) {
    double[][] fractions = map(scores, score -> (score + 100) / 200);
    double[] middles = new double[200];
    Arrays.setAll(middles, i -> (i + 0.5) / 200);
    assertEquals(
        Aggregates.mean(fractions),
        Arrays.stream(PerformanceProfile.of(fractions, middles)).average().orElseThrow(),
        1e-9);
  }

  @Property(tries = 200)
  void theProbabilitiesOfBothDirectionsAddUpToOne(@ForAll("scores") double[][] scores) {
    double[][] others = map(scores, score -> Math.round(score / 2) + 3.0);
    assertEquals(
        1,
        ProbabilityOfImprovement.of(scores, others) + ProbabilityOfImprovement.of(others, scores),
        1e-12);
    assertEquals(1, ProbabilityOfImprovement.of(map(scores, score -> 1000), scores), 1e-12);
  }

  @Property(tries = 50)
  void intervalsAreTheSameEveryTimeAndWithinTheScores(@ForAll("scores") double[][] scores) {
    double[] all = Arrays.stream(scores).flatMapToDouble(Arrays::stream).sorted().toArray();
    Interval interval = BOOTSTRAP.interval(scores, Aggregates::interquartileMean);
    assertEquals(interval, BOOTSTRAP.interval(scores, Aggregates::interquartileMean));
    assertTrue(interval.low() <= interval.high());
    assertTrue(all[0] - 1e-9 <= interval.low() && interval.high() <= all[all.length - 1] + 1e-9);
  }

  @Property(tries = 50)
  void ofEqualScoresTheIntervalHasNoWidth(
      @ForAll("scores") double[][] scores, @ForAll @DoubleRange(min = -10, max = 10) double value) {
    double[][] equal = map(scores, score -> value);
    Interval interval = BOOTSTRAP.interval(equal, Aggregates::mean);
    assertEquals(value, interval.low(), 1e-12);
    assertEquals(value, interval.high(), 1e-12);
  }

  @Property(tries = 50)
  void severalNumbersHaveTheIntervalsOfEach(@ForAll("scores") double[][] scores) {
    Interval[] both =
        BOOTSTRAP.intervals(
            scores, s -> new double[] {Aggregates.mean(s), Aggregates.interquartileMean(s)});
    assertEquals(BOOTSTRAP.interval(scores, Aggregates::mean), both[0]);
    assertEquals(BOOTSTRAP.interval(scores, Aggregates::interquartileMean), both[1]);
  }

  private static double[][] map(double[][] scores, DoubleUnaryOperator function) {
    return Arrays.stream(scores)
        .map(runs -> Arrays.stream(runs).map(function).toArray())
        .toArray(double[][]::new);
  }

  private static double[] reversed(double[] runs) {
    double[] reversed = new double[runs.length];
    Arrays.setAll(reversed, i -> runs[runs.length - 1 - i]);
    return reversed;
  }
}
