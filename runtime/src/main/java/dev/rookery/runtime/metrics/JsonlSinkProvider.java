package dev.rookery.runtime.metrics;

import dev.rookery.metrics.MetricsSink;
import dev.rookery.metrics.MetricsSinkProvider;
import java.nio.file.Path;

/** Provides the metrics sink {@code jsonl}. */
public final class JsonlSinkProvider implements MetricsSinkProvider {

  @Override
  public String name() {
    return "jsonl";
  }

  @Override
  public String description() {
    return "metrics.jsonl in the run directory: a JSON object per record.";
  }

  @Override
  public MetricsSink create(Path runDirectory) {
    return new JsonlSink(runDirectory);
  }
}
