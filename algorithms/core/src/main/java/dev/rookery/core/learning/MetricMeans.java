package dev.rookery.core.learning;

import dev.rookery.metrics.MetricsRecorder;
import java.util.Arrays;
import java.util.List;

/** Metrics that are means over what a learner did since its last report. Not thread-safe. */
public final class MetricMeans {

  private final List<String> names;
  private final double[] sums;
  private long count;

  /** Means of that name, of nothing so far. */
  public MetricMeans(String... names) {
    this.names = List.of(names);
    sums = new double[names.length];
  }

  /** Counts one more update, to which the following {@link #add} belong. */
  public void count() {
    count++;
  }

  /**
   * Adds a number.
   *
   * @param index of its name
   */
  public void add(int index, double value) {
    sums[index] += value;
  }

  /** Records the means, and begins anew; records nothing where nothing was counted. */
  public void report(MetricsRecorder metrics) {
    if (count == 0) {
      return;
    }
    for (int i = 0; i < sums.length; i++) {
      metrics.record(names.get(i), sums[i] / count);
    }
    Arrays.fill(sums, 0);
    count = 0;
  }
}
