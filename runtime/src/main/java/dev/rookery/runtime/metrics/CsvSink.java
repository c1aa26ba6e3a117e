package dev.rookery.runtime.metrics;

import dev.rookery.RookeryException;
import dev.rookery.metrics.MetricsRecord;
import dev.rookery.metrics.MetricsSink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes {@code metrics.csv}: {@code environment_steps}, {@code learner_steps}, {@code
 * wall_seconds}, then a column per metric; a cell is empty where nothing was measured.
 *
 * <p>A metric that turns up later gets a new last column: the file is then written anew and swapped
 * in at once. A resumed run keeps the rows from before the environment steps of its first record,
 * and drops those that the interrupted run wrote after its checkpoint, as well as a half-written
 * last line.
 */
final class CsvSink implements MetricsSink {

  private static final List<String> FIXED_COLUMNS =
      List.of("environment_steps", "learner_steps", "wall_seconds");

  private final LineFile file;
  private final Set<String> columns = new LinkedHashSet<>();

  CsvSink(Path runDirectory) {
    file = new LineFile(runDirectory.resolve("metrics.csv"));
  }

  /**
   * {@inheritDoc}
   *
   * @throws RookeryException if there is a metrics.csv that is not one of these; it is left alone
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  @Override
  public void write(MetricsRecord metrics) {
    if (columns.isEmpty()) {
      startWith(metrics);
    } else if (!columns.containsAll(metrics.values().keySet())) {
      widen(file.lines(), Long.MAX_VALUE, metrics.values().keySet());
    }
    file.append(row(metrics));
  }

  @Override
  public void close() {
    file.close();
  }

  private void startWith(MetricsRecord first) {
    List<String> lines = file.lines();
    List<String> present = lines.isEmpty() ? FIXED_COLUMNS : List.of(lines.get(0).split(",", -1));
    if (present.size() < 3 || !present.subList(0, 3).equals(FIXED_COLUMNS)) {
      throw notMetrics("does not start with the columns " + String.join(",", FIXED_COLUMNS));
    }
    columns.addAll(present);
    widen(lines, first.environmentSteps(), first.values().keySet());
  }

  /** Rewrites the file with more columns and the rows of fewer environment steps than a limit. */
  private void widen(List<String> lines, long limit, Set<String> added) {
    int before = columns.size();
    columns.addAll(added);
    String padding = ",".repeat(columns.size() - before);
    List<String> rewritten = new ArrayList<>();
    rewritten.add(String.join(",", columns));
    lines.stream()
        .skip(1)
        .filter(line -> environmentSteps(line) < limit)
        .forEach(line -> rewritten.add(line + padding));
    file.replace(rewritten);
  }

  private long environmentSteps(String line) {
    try {
      return Long.parseLong(line.split(",", 2)[0]);
    } catch (NumberFormatException e) {
      throw notMetrics("has the row '" + line + "', which starts with no number");
    }
  }

  private RookeryException notMetrics(String what) {
    return new RookeryException(
        "%s %s, so it is not a run's metrics; move it away".formatted(file.path(), what));
  }

  private String row(MetricsRecord metrics) {
    StringBuilder row = new StringBuilder();
    row.append(metrics.environmentSteps()).append(',').append(metrics.learnerSteps());
    row.append(',').append(metrics.wallSeconds());
    columns.stream()
        .skip(FIXED_COLUMNS.size())
        .map(metrics.values()::get)
        .forEach(value -> row.append(',').append(value == null ? "" : value));
    return row.toString();
  }
}
