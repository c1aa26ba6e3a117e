package dev.rookery.cli.benchmark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Estimates how long runs will take from those that have ended: by the seconds per step of the same
 * algorithm on the same environment, else of any algorithm there, else of any run.
 */
final class TimeLeft {

  private record Total(double seconds, long steps) {

    Total plus(Total other) {
      return new Total(seconds + other.seconds, steps + other.steps);
    }
  }

  private static final List<Function<PlannedRun, List<String>>> LIKENESS =
      List.of(
          run -> List.of(run.environment(), run.label()),
          run -> List.of(run.environment()),
          run -> List.of());

  private final Map<List<String>, Total> totals = new HashMap<>();

  /** A run has ended. */
  void ended(PlannedRun run, long steps, double seconds) {
    LIKENESS.forEach(key -> totals.merge(key.apply(run), new Total(seconds, steps), Total::plus));
  }

  /** The seconds that runs will take; empty as long as no run has ended. */
  OptionalDouble seconds(List<PlannedRun> runs) {
    return totals.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(runs.stream().mapToDouble(this::seconds).sum());
  }

  private double seconds(PlannedRun run) {
    Total alike =
        LIKENESS.stream()
            .map(key -> totals.get(key.apply(run)))
            .filter(total -> total != null)
            .findFirst()
            .orElseThrow();
    return run.config().run().steps() * alike.seconds / alike.steps;
  }
}
