package dev.rookery.runtime.metrics;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rookery.RookeryException;
import dev.rookery.training.Evaluation;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code evaluations.jsonl}: every evaluation of a run with the return of each of its
 * episodes, one JSON object per line.
 *
 * <pre>{@code
 * {"kind":"scheduled","environment_steps":5008,"learner_steps":601,"wall_seconds":4.2,
 *  "returns":[93.0,104.0],"cut_episodes":0}
 * }</pre>
 *
 * <p>A resumed run keeps the evaluations of the parameters that it has, and drops those of
 * parameters beyond its checkpoint and those of an earlier end. One thread at a time may write.
 */
public final class EvaluationFile implements AutoCloseable {

  /** Why an evaluation was played. */
  public enum Kind {
    /** One of those every {@code run.evaluationInterval} steps, which all have the same seeds. */
    SCHEDULED,
    /** Of the parameters of a scheduled one, on the seeds of the confirmation. */
    CONFIRMATION,
    /** Of the run's last parameters, or those that reached its return, on the same seeds. */
    END;

    private String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A line.
   *
   * @param kind why it was played
   * @param environmentSteps made when the parameters were published
   * @param learnerSteps made when the parameters were published
   * @param wallSeconds of the run when the evaluation was over
   * @param evaluation the returns
   */
  public record Line(
      Kind kind,
      long environmentSteps,
      long learnerSteps,
      double wallSeconds,
      Evaluation evaluation) {}

  private static final Logger LOG = LoggerFactory.getLogger(EvaluationFile.class);
  private static final String NAME = "evaluations.jsonl";
  private static final JsonMapper MAPPER = new JsonMapper();

  private final LineFile file;
  private boolean failed;

  /** Does not touch the file yet, which need not exist. */
  public EvaluationFile(Path runDirectory) {
    file = new LineFile(runDirectory.resolve(NAME));
  }

  /**
   * Reads the evaluations of a run, which may be under way; none if there is no file.
   *
   * @throws RookeryException if it has a line that is no evaluation
   * @throws UncheckedIOException if it cannot be read
   */
  public static List<Line> read(Path runDirectory) {
    try (LineFile file = new LineFile(runDirectory.resolve(NAME))) {
      return file.lines().stream().map(line -> parse(line, file.path())).toList();
    }
  }

  /**
   * The run begins or is resumed: drops what it does not have.
   *
   * @param environmentSteps made so far
   * @throws RookeryException if the file is not one of these; it is left alone
   */
  public void startAt(long environmentSteps) {
    attempt(
        () ->
            file.replace(
                file.lines().stream()
                    .filter(
                        text -> {
                          Line line = parse(text, file.path());
                          return line.kind != Kind.END && line.environmentSteps <= environmentSteps;
                        })
                    .toList()));
  }

  /** Adds an evaluation. Where that fails, it is reported once, and the run goes on without. */
  public void append(Line line) {
    attempt(() -> file.append(format(line)));
  }

  @Override
  public void close() {
    attempt(file::close);
  }

  private void attempt(Runnable work) {
    if (failed) {
      return;
    }
    try {
      work.run();
    } catch (UncheckedIOException e) {
      failed = true;
      LOG.warn(
          "{} cannot be written and gets no more evaluations; the run goes on without it. Cause: {}",
          file.path(),
          String.valueOf(e.getCause()));
    }
  }

  private static String format(Line line) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = MAPPER.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("kind", line.kind.text());
      json.writeNumberField("environment_steps", line.environmentSteps);
      json.writeNumberField("learner_steps", line.learnerSteps);
      json.writeNumberField("wall_seconds", line.wallSeconds);
      json.writeArrayFieldStart("returns");
      for (double episode : line.evaluation.returns()) {
        json.writeNumber(episode);
      }
      json.writeEndArray();
      json.writeNumberField("cut_episodes", line.evaluation.cutEpisodes());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static Line parse(String text, Path file) {
    try {
      JsonNode json = MAPPER.readTree(text);
      List<Double> returns = new ArrayList<>();
      json.required("returns").forEach(episode -> returns.add(episode.asDouble()));
      return new Line(
          Kind.valueOf(json.required("kind").asText().toUpperCase(Locale.ROOT)),
          json.required("environment_steps").asLong(),
          json.required("learner_steps").asLong(),
          json.required("wall_seconds").asDouble(),
          new Evaluation(returns, json.required("cut_episodes").asInt()));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new RookeryException(
          "%s has a line that is no evaluation of a run; move the file away".formatted(file), e);
    }
  }
}
