package dev.rookery.cli.benchmark.report;

import dev.rookery.cli.benchmark.RunRecord;
import dev.rookery.cli.benchmark.SuiteEnvironment;
import dev.rookery.cli.plot.Axis;
import dev.rookery.cli.plot.ChartText;
import dev.rookery.cli.plot.Curve;
import dev.rookery.cli.plot.CurveChart;
import dev.rookery.cli.plot.GroupCurve;
import dev.rookery.cli.plot.Spread;
import dev.rookery.cli.statistics.Interval;
import dev.rookery.cli.statistics.PerformanceProfile;
import dev.rookery.cli.statistics.StratifiedBootstrap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** The pictures of a report. */
final class Charts {

  static final String PROFILE = "profile.png";

  private static final int WIDTH = 1200;
  private static final int HEIGHT = 750;
  private static final int PROFILE_POINTS = 201;

  private final RecordSet records;
  private final StratifiedBootstrap bootstrap;

  Charts(RecordSet records, StratifiedBootstrap bootstrap) {
    this.records = records;
    this.bootstrap = bootstrap;
  }

  /** The picture of learning curves over environment steps. */
  static String steps(String environment) {
    return file(environment) + "-steps.png";
  }

  /** The picture of learning curves over wall clock. */
  static String time(String environment) {
    return file(environment) + "-time.png";
  }

  private static String file(String environment) {
    return environment.replaceAll("[^\\w.-]+", "_");
  }

  /** All pictures, by their files' names. */
  Map<String, byte[]> pictures() throws IOException {
    Map<String, byte[]> pictures = new LinkedHashMap<>();
    for (String environment : records.environments()) {
      if (hasCurves(environment)) {
        pictures.put(
            steps(environment),
            curves(environment, RunRecord.Returns::environmentSteps, Axis::steps));
        pictures.put(
            time(environment), curves(environment, RunRecord.Returns::wallSeconds, Axis::time));
      }
    }
    if (records.shared().size() > 1) {
      pictures.put(PROFILE, profile());
    }
    return pictures;
  }

  /** Whether any run on an environment was evaluated before its end. */
  boolean hasCurves(String environment) {
    return records.all().stream()
        .anyMatch(run -> run.environment().equals(environment) && !run.evaluations().isEmpty());
  }

  private byte[] curves(
      String environment, ToDoubleFunction<RunRecord.Returns> x, DoubleFunction<Axis> axis)
      throws IOException {
    List<GroupCurve> groups = new ArrayList<>();
    for (String label : records.labelsOn(environment)) {
      List<Curve> runs =
          records.of(label, environment).stream()
              .filter(run -> !run.evaluations().isEmpty())
              .map(run -> curve(run, x))
              .toList();
      if (!runs.isEmpty()) {
        groups.add(GroupCurve.of(label, runs, Spread.CONFIDENCE));
      }
    }
    ChartText text =
        new ChartText(environment, "evaluation return, mean over runs", Spread.CONFIDENCE.label());
    double last = groups.stream().mapToDouble(GroupCurve::last).max().orElse(0);
    return new CurveChart(groups, text, axis.apply(last), WIDTH, HEIGHT).png();
  }

  private static Curve curve(RunRecord run, ToDoubleFunction<RunRecord.Returns> x) {
    NavigableMap<Double, Double> points = new TreeMap<>();
    run.evaluations().forEach(returns -> points.put(x.applyAsDouble(returns), returns.mean()));
    return new Curve(points);
  }

  private byte[] profile() throws IOException {
    List<SuiteEnvironment> environments = records.shared();
    double lowest = 0;
    double highest = 1;
    for (String label : records.labels()) {
      for (double[] runs : Scores.normalised(records, label, environments)) {
        lowest = Math.min(lowest, Arrays.stream(runs).min().orElseThrow());
        highest = Math.max(highest, Arrays.stream(runs).max().orElseThrow());
      }
    }
    double from = lowest;
    double gap = (highest - lowest) / (PROFILE_POINTS - 1);
    double[] taus = new double[PROFILE_POINTS];
    Arrays.setAll(taus, i -> from + i * gap);
    ChartText text =
        new ChartText("Performance profile", "fraction of runs above", Spread.CONFIDENCE.label());
    return new CurveChart(
            records.labels().stream().map(label -> profile(label, environments, taus)).toList(),
            text,
            new Axis(1, "normalised score", lowest),
            WIDTH,
            HEIGHT)
        .png();
  }

  private GroupCurve profile(String label, List<SuiteEnvironment> environments, double[] taus) {
    double[][] scores = Scores.normalised(records, label, environments);
    double[] above = PerformanceProfile.of(scores, taus);
    Interval[] bands = bootstrap.intervals(scores, s -> PerformanceProfile.of(s, taus));
    List<GroupCurve.Level> levels = new ArrayList<>();
    for (int i = 0; i < taus.length; i++) {
      levels.add(new GroupCurve.Level(taus[i], above[i], bands[i].low(), bands[i].high()));
    }
    int runs = Arrays.stream(scores).mapToInt(task -> task.length).sum();
    return new GroupCurve(label, levels, List.of(), runs);
  }
}
