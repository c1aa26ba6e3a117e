package dev.rookery.cli.benchmark.report;

import dev.rookery.cli.benchmark.RunRecord;
import dev.rookery.cli.benchmark.SuiteEnvironment;
import java.util.List;

/** Scores of records in the form of the statistics, {@code [tasks][runs]}. */
final class Scores {

  private Scores() {}

  /** The mean returns at the end of runs, as one task. */
  static double[][] ofOne(List<RunRecord> runs) {
    return new double[][] {runs.stream().mapToDouble(RunRecord::score).toArray()};
  }

  /** The normalised scores of one name on environments that can be averaged. */
  static double[][] normalised(
      RecordSet records, String label, List<SuiteEnvironment> environments) {
    return environments.stream()
        .map(
            environment ->
                records.of(label, environment.name()).stream()
                    .mapToDouble(run -> environment.scale().normalise(run.score()))
                    .toArray())
        .toArray(double[][]::new);
  }

  /** Whether there is a task of which one run cannot say how far apart runs are. */
  static boolean hasSingleRuns(double[][] scores) {
    for (double[] runs : scores) {
      if (runs.length < 2) {
        return true;
      }
    }
    return false;
  }
}
