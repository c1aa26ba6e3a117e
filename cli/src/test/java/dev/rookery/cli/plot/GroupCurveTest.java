package dev.rookery.cli.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.cli.plot.GroupCurve.Level;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class GroupCurveTest {

  @Test
  void betweenPointsAreStraightLines() {
    Curve curve = curve(Map.of(0.0, 10.0, 100.0, 20.0, 200.0, 0.0));
    assertEquals(10, curve.at(0));
    assertEquals(12.5, curve.at(25));
    assertEquals(20, curve.at(100));
    assertEquals(15, curve.at(125));
    assertEquals(0, curve.at(200));
    assertEquals(curve(Map.of(125.0, 15.0, 200.0, 0.0)), curve.from(125));
    assertEquals(curve(Map.of(100.0, 20.0, 200.0, 0.0)), curve.from(100));
  }

  @Test
  void runsMeetAtTheStepsOfEitherWithinTheirCommonRange() {
    Curve a = curve(Map.of(0.0, 0.0, 100.0, 10.0, 200.0, 30.0));
    Curve b = curve(Map.of(50.0, 9.0, 150.0, 11.0, 300.0, 41.0));
    GroupCurve group = GroupCurve.of("g", List.of(a, b), Spread.MINIMUM_MAXIMUM);
    // a at 50, 150: 5, 20. b at 100, 200: 10, 11 + 30 * 50/150 = 21.
    assertEquals(
        List.of(
            new Level(50, 7, 5, 9),
            new Level(100, 10, 10, 10),
            new Level(150, 15.5, 11, 20),
            new Level(200, 25.5, 21, 30)),
        group.levels());
    // Only b goes on, from its value at 200.
    assertEquals(List.of(curve(Map.of(200.0, 21.0, 300.0, 41.0))), group.beyond());
    assertEquals(2, group.runs());
  }

  @Test
  void theDeviationIsThatOfASample() {
    List<Curve> runs = List.of(constant(2), constant(4), constant(9));
    // Mean 5; squares 9 + 1 + 16 = 26, over 2: 13.
    double deviation = Math.sqrt(13);
    assertEquals(
        List.of(
            new Level(0, 5, 5 - deviation, 5 + deviation),
            new Level(10, 5, 5 - deviation, 5 + deviation)),
        GroupCurve.of("g", runs, Spread.STANDARD_DEVIATION).levels());
  }

  @Test
  void oneRunIsItsOwnMeanWithoutASpread() {
    GroupCurve group = GroupCurve.of("g", List.of(constant(3)), Spread.STANDARD_DEVIATION);
    assertEquals(List.of(new Level(0, 3, 3, 3), new Level(10, 3, 3, 3)), group.levels());
    assertEquals(List.of(), group.beyond());
  }

  @Test
  void runsWithNoStepInCommonStandAlone() {
    List<Curve> runs = List.of(curve(Map.of(0.0, 1.0, 5.0, 2.0)), curve(Map.of(6.0, 3.0)));
    GroupCurve group = GroupCurve.of("g", runs, Spread.STANDARD_DEVIATION);
    assertEquals(List.of(), group.levels());
    assertEquals(runs, group.beyond());
  }

  @Test
  void aRunWithVeryManyPointsIsThinnedToARegularGrid() {
    TreeMap<Double, Double> points = new TreeMap<>();
    for (int i = 0; i <= 99_900; i++) {
      points.put((double) i, 2.0 * i);
    }
    GroupCurve group = GroupCurve.of("g", List.of(new Curve(points)), Spread.STANDARD_DEVIATION);
    assertEquals(GroupCurve.MOST_POINTS, group.levels().size());
    assertEquals(new Level(0, 0, 0, 0), group.levels().get(0));
    assertEquals(new Level(100, 200, 200, 200), group.levels().get(1));
    assertEquals(new Level(99_900, 199_800, 199_800, 199_800), group.levels().get(999));
  }

  @Property
  void theMeanLiesInTheBandAndBetweenTheRuns(
      @ForAll("runs") List<Curve> runs, @ForAll Spread spread) {
    GroupCurve group = GroupCurve.of("g", runs, spread);
    double lowest =
        runs.stream().flatMap(r -> r.points().values().stream()).min(Double::compare).get();
    double highest =
        runs.stream().flatMap(r -> r.points().values().stream()).max(Double::compare).get();
    double before = Double.NEGATIVE_INFINITY;
    for (Level level : group.levels()) {
      assertTrue(level.x() > before, "steps ascend");
      assertTrue(level.low() - 1e-9 <= level.mean() && level.mean() <= level.high() + 1e-9);
      assertTrue(lowest - 1e-9 <= level.mean() && level.mean() <= highest + 1e-9);
      before = level.x();
    }
  }

  @Provide
  Arbitrary<List<Curve>> runs() {
    return Arbitraries.maps(
            Arbitraries.integers().between(0, 50).map(Double::valueOf),
            Arbitraries.doubles().between(-1000, 1000))
        .ofMinSize(1)
        .map(GroupCurveTest::curve)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  private static Curve curve(Map<Double, Double> points) {
    return new Curve(new TreeMap<>(points));
  }

  private static Curve constant(double value) {
    return curve(Map.of(0.0, value, 10.0, value));
  }
}
