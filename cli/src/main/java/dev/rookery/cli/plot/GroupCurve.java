package dev.rookery.cli.plot;

import dev.rookery.cli.statistics.Interval;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Several runs as one curve, over the environment steps, or whatever else they go over, for which
 * every run has data. Beyond them the mean would jump where a run ends, so each longer run goes on
 * as a curve of its own.
 *
 * @param label for the legend
 * @param levels by ascending x; none if no x has data of every run
 * @param beyond the runs that go on, each from the last common step
 * @param runs how many
 */
public record GroupCurve(String label, List<Level> levels, List<Curve> beyond, int runs) {

  /** The most points of a curve; where there are more, a regular grid takes their place. */
  static final int MOST_POINTS = 1000;

  /**
   * All runs at one moment.
   *
   * @param x environment steps, or another count
   * @param mean of the runs
   * @param low the lower edge of the band
   * @param high the upper edge of the band
   */
  public record Level(double x, double mean, double low, double high) {}

  /** Puts the runs on one grid: the places at which any of them has a point. */
  public static GroupCurve of(String label, List<Curve> runs, Spread spread) {
    double start = runs.stream().mapToDouble(Curve::first).max().orElseThrow();
    double end = runs.stream().mapToDouble(Curve::last).min().orElseThrow();
    if (start > end) {
      return new GroupCurve(label, List.of(), runs, runs.size());
    }
    return new GroupCurve(
        label,
        grid(runs, start, end).mapToObj(x -> level(x, runs, spread)).toList(),
        runs.stream().filter(run -> run.last() > end).map(run -> run.from(end)).toList(),
        runs.size());
  }

  /** The last place of any run. */
  public double last() {
    return DoubleStream.concat(
            levels.stream().mapToDouble(Level::x), beyond.stream().mapToDouble(Curve::last))
        .max()
        .orElseThrow();
  }

  private static DoubleStream grid(List<Curve> runs, double start, double end) {
    double[] points =
        runs.stream()
            .flatMap(run -> run.points().subMap(start, true, end, true).keySet().stream())
            .mapToDouble(Double::doubleValue)
            .distinct()
            .sorted()
            .toArray();
    if (points.length <= MOST_POINTS) {
      return DoubleStream.of(points);
    }
    double gap = (end - start) / (MOST_POINTS - 1);
    return IntStream.range(0, MOST_POINTS).mapToDouble(i -> Math.min(end, start + i * gap));
  }

  private static Level level(double x, List<Curve> runs, Spread spread) {
    double[] values = runs.stream().mapToDouble(run -> run.at(x)).toArray();
    double mean = DoubleStream.of(values).average().orElseThrow();
    Interval band = values.length == 1 ? new Interval(mean, mean) : spread.around(mean, values);
    return new Level(x, mean, band.low(), band.high());
  }
}
