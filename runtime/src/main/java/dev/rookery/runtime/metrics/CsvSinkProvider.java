package dev.rookery.runtime.metrics;

import dev.rookery.metrics.MetricsSink;
import dev.rookery.metrics.MetricsSinkProvider;
import java.nio.file.Path;

/** Provides the metrics sink {@code csv}. */
public final class CsvSinkProvider implements MetricsSinkProvider {

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public String description() {
    return "metrics.csv in the run directory: a row per record, a column per metric.";
  }

  @Override
  public MetricsSink create(Path runDirectory) {
    return new CsvSink(runDirectory);
  }
}
