package dev.rookery.runtime.metrics;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rookery.RookeryException;
import dev.rookery.metrics.MetricsRecord;
import dev.rookery.metrics.MetricsSink;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes {@code metrics.jsonl}: one flat JSON object per line with {@code environment_steps},
 * {@code learner_steps}, {@code wall_seconds} and the metrics that were measured.
 *
 * <p>A resumed run keeps the lines from before the environment steps of its first record, like
 * {@link CsvSink}.
 */
final class JsonlSink implements MetricsSink {

  private static final JsonMapper MAPPER = new JsonMapper();

  private final LineFile file;
  private boolean started;

  JsonlSink(Path runDirectory) {
    file = new LineFile(runDirectory.resolve("metrics.jsonl"));
  }

  /**
   * {@inheritDoc}
   *
   * @throws RookeryException if there is a metrics.jsonl that is not one of these; it is left alone
   * @throws UncheckedIOException if the file cannot be written
   */
  @Override
  public void write(MetricsRecord metrics) {
    if (!started) {
      long limit = metrics.environmentSteps();
      file.replace(file.lines().stream().filter(line -> environmentSteps(line) < limit).toList());
      started = true;
    }
    file.append(json(metrics));
  }

  @Override
  public void close() {
    file.close();
  }

  private long environmentSteps(String line) {
    try {
      JsonNode steps = MAPPER.readTree(line).path("environment_steps");
      if (steps.isIntegralNumber()) {
        return steps.longValue();
      }
    } catch (JsonProcessingException e) {
      // Not JSON: the same mistake as JSON of another kind.
    }
    throw new RookeryException(
        "%s has a line without environment_steps, so it is not a run's metrics; move it away"
            .formatted(file.path()));
  }

  private static String json(MetricsRecord metrics) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = MAPPER.createGenerator(line)) {
      json.writeStartObject();
      json.writeNumberField("environment_steps", metrics.environmentSteps());
      json.writeNumberField("learner_steps", metrics.learnerSteps());
      json.writeNumberField("wall_seconds", metrics.wallSeconds());
      for (Map.Entry<String, Double> entry : metrics.values().entrySet()) {
        json.writeNumberField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString();
  }
}
