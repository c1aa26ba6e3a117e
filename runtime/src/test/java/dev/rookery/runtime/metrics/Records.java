package dev.rookery.runtime.metrics;

import dev.rookery.metrics.MetricsRecord;
import java.util.Map;
import java.util.TreeMap;

/** Makes records for tests. */
final class Records {

  private Records() {}

  /** A record whose other numbers follow from the steps: a fifth of the updates, 1000 steps/s. */
  static MetricsRecord at(long environmentSteps, Map<String, Double> values) {
    return new MetricsRecord(
        environmentSteps, environmentSteps / 5, environmentSteps / 1000.0, new TreeMap<>(values));
  }
}
