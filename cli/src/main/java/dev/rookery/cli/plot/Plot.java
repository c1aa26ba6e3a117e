package dev.rookery.cli.plot;

import dev.rookery.RookeryException;
import dev.rookery.settings.Names;
import dev.rookery.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Learning curves of runs: one per algorithm, environment and settings, as the mean over the runs
 * that have these in common, with their spread shaded.
 *
 * <pre>{@code
 * Plot.of(runDirectories, PlotOptions.defaults()).write(Path.of("curves.png"));
 * }</pre>
 */
public final class Plot {

  private final List<GroupCurve> curves;
  private final List<Path> withoutData;
  private final String title;
  private final PlotOptions options;

  private Plot(List<GroupCurve> curves, List<Path> withoutData, String title, PlotOptions options) {
    this.curves = curves;
    this.withoutData = withoutData;
    this.title = title;
    this.options = options;
  }

  /**
   * Reads runs, which may still be under way.
   *
   * @param runs run directories; one that is given twice counts once
   * @throws SettingsException if none is given, one has no {@code metrics.csv}, or no run measured
   *     the metric
   */
  public static Plot of(List<Path> runs, PlotOptions options) {
    if (runs.isEmpty()) {
      throw new SettingsException("no run to plot: give at least one run directory");
    }
    List<Path> directories = runs.stream().map(Path::normalize).distinct().toList();
    List<Path> withoutData = new ArrayList<>();
    Map<RunIdentity, List<Curve>> groups = new LinkedHashMap<>();
    for (Path run : directories) {
      Optional<Curve> curve = RunMetrics.read(run).curve(options.metric());
      if (curve.isPresent()) {
        groups.computeIfAbsent(RunIdentity.read(run), i -> new ArrayList<>()).add(curve.get());
      } else {
        withoutData.add(run);
      }
    }
    if (groups.isEmpty()) {
      throw Names.unknown(
          "metric",
          options.metric(),
          directories.stream()
              .flatMap(run -> RunMetrics.read(run).measured())
              .collect(Collectors.toSet()));
    }
    List<GroupCurve> curves = new ArrayList<>();
    groups.forEach(
        (identity, members) ->
            curves.add(
                GroupCurve.of(identity.labelAmong(groups.keySet()), members, options.spread())));
    return new Plot(
        curves,
        List.copyOf(withoutData),
        options.title().orElseGet(() -> title(groups.keySet())),
        options);
  }

  /** The runs that are not in the picture because they have not measured the metric. */
  public List<Path> withoutData() {
    return withoutData;
  }

  /**
   * Draws the curves.
   *
   * @param png the picture; a file of that name is replaced, directories above it are made
   * @throws SettingsException if it cannot be written
   * @throws RookeryException if this Java cannot draw
   */
  public void write(Path png) {
    try {
      byte[] picture = chart().png();
      Path directory = png.toAbsolutePath().getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      Files.write(png, picture);
    } catch (IOException e) {
      throw new SettingsException("cannot write %s: %s".formatted(png, e), e);
    }
  }

  private CurveChart chart() {
    return new CurveChart(
        curves,
        new ChartText(title, yAxisTitle(), options.spread().label()),
        Axis.steps(curves.stream().mapToDouble(GroupCurve::last).max().orElse(0)),
        options.width(),
        options.height());
  }

  /** {@code evaluation/return_mean} becomes {@code evaluation return}. */
  private String yAxisTitle() {
    String name = options.metric().replaceFirst("_mean$", "").replaceAll("[/_]", " ");
    return curves.stream().anyMatch(c -> c.runs() > 1) ? name + ", mean over runs" : name;
  }

  private static String title(Set<RunIdentity> identities) {
    Set<String> environments =
        identities.stream().map(RunIdentity::environment).collect(Collectors.toSet());
    String only = environments.size() == 1 ? environments.iterator().next() : "";
    return only.isEmpty() ? "Learning curves" : only;
  }
}
