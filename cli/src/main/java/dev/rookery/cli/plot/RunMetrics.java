package dev.rookery.cli.plot;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rookery.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The rows of a run's {@code metrics.csv}, as far as they can be read: a run may be writing it, or
 * may have been killed while it did.
 *
 * @param names of the columns
 * @param rows the lines after the header that were written to their end
 */
record RunMetrics(List<String> names, List<String> rows) {

  private static final String STEPS = "environment_steps";
  private static final Set<String> CLOCKS = Set.of(STEPS, "learner_steps", "wall_seconds");

  /**
   * Reads a run directory.
   *
   * @throws SettingsException if there is no {@code metrics.csv} that can be read and has a header
   */
  static RunMetrics read(Path runDirectory) {
    Path file = runDirectory.resolve("metrics.csv");
    if (!Files.isRegularFile(file)) {
      throw new SettingsException(
          Files.isDirectory(runDirectory)
              ? ("%s has no metrics.csv: give run directories, whose training wrote to the metrics"
                      + " sink 'csv'")
                  .formatted(runDirectory)
              : "there is no run directory %s".formatted(runDirectory));
    }
    String text;
    try {
      text = new String(Files.readAllBytes(file), UTF_8);
    } catch (IOException e) {
      throw new SettingsException("cannot read %s: %s".formatted(file, e), e);
    }
    // Without its line break, the last line may end in the middle of a number.
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    List<String> names = lines.isEmpty() ? List.of() : cells(lines.get(0));
    if (!names.contains(STEPS)) {
      throw new SettingsException(
          "%s has no header with the column %s: it is empty, or not of a run"
              .formatted(file, STEPS));
    }
    return new RunMetrics(names, lines.subList(1, lines.size()));
  }

  /** The metrics that have at least one value. */
  Stream<String> measured() {
    return names.stream().filter(name -> !CLOCKS.contains(name) && curve(name).isPresent());
  }

  /** A metric over environment steps; empty if it was never measured. */
  Optional<Curve> curve(String metric) {
    int stepsColumn = names.indexOf(STEPS);
    int column = names.indexOf(metric);
    NavigableMap<Double, Double> points = new TreeMap<>();
    if (column >= 0) {
      for (String row : rows) {
        List<String> cells = cells(row);
        double steps = number(cells, stepsColumn);
        double value = number(cells, column);
        if (Double.isFinite(steps) && Double.isFinite(value)) {
          points.put(steps, value);
        }
      }
    }
    return points.isEmpty() ? Optional.empty() : Optional.of(new Curve(points));
  }

  private static List<String> cells(String line) {
    return List.of(line.split(",", -1));
  }

  /** NaN where there is none. */
  private static double number(List<String> cells, int column) {
    try {
      return column < cells.size() ? Double.parseDouble(cells.get(column)) : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
