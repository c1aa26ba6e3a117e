package dev.rookery.benchmarks;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/** The comparisons of which both sides were measured in one run, as text. */
final class ComparisonTable {

  private static final String ROW = "%-50s %-14s %16s %16s %10s%n";

  private ComparisonTable() {}

  /** A line for each pair; empty if there is none. */
  static String of(Collection<RunResult> results) {
    StringBuilder lines = new StringBuilder();
    for (Comparison comparison : Comparison.ALL) {
      for (RunResult ours : results) {
        for (RunResult baseline : results) {
          if (isOf(ours, comparison.ours())
              && isOf(baseline, comparison.baseline())
              && sameParameters(ours.getParams(), baseline.getParams())) {
            lines.append(line(comparison, ours, baseline));
          }
        }
      }
    }
    return lines.isEmpty()
        ? ""
        : "%nRookery beside its baselines (more is better)%n%n".formatted()
            + ROW.formatted("", "baseline", "Rookery", "baseline", "ratio")
            + lines;
  }

  private static String line(Comparison comparison, RunResult ours, RunResult baseline) {
    double our = ours.getPrimaryResult().getScore();
    double their = baseline.getPrimaryResult().getScore();
    return ROW.formatted(
        comparison.what() + parameters(ours.getParams()),
        comparison.baselineName(),
        String.format(Locale.ROOT, "%,.0f/s", our),
        String.format(Locale.ROOT, "%,.0f/s", their),
        String.format(Locale.ROOT, "%,.2f×", our / their));
  }

  /** What tells several measurements of one benchmark apart. */
  private static String parameters(BenchmarkParams parameters) {
    return parameters.getParamsKeys().isEmpty()
        ? ""
        : parameters.getParamsKeys().stream()
            .map(key -> key + " " + parameters.getParam(key))
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private static boolean isOf(RunResult result, String benchmark) {
    return result.getParams().getBenchmark().endsWith("." + benchmark);
  }

  private static boolean sameParameters(BenchmarkParams one, BenchmarkParams other) {
    return one.getParamsKeys().stream()
        .filter(other.getParamsKeys()::contains)
        .allMatch(key -> one.getParam(key).equals(other.getParam(key)));
  }
}
