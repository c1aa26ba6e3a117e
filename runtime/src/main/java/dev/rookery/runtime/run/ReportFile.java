package dev.rookery.runtime.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.rookery.RookeryException;
import dev.rookery.core.file.WholeFile;
import dev.rookery.runtime.ownership.Ownership;
import dev.rookery.training.Evaluation;
import dev.rookery.training.TrainingReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A training report as JSON: {@code report.json}, and what {@code --json} prints. */
public final class ReportFile {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ReportFile() {}

  /** The report as JSON text. */
  public static String toJson(TrainingReport report) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("algorithm", report.algorithm());
    fields.put("environment", report.environment());
    fields.put("seed", report.seed());
    fields.put("environmentSteps", report.environmentSteps());
    fields.put("learnerSteps", report.learnerSteps());
    fields.put("wallSeconds", report.wallSeconds());
    fields.put("environmentStepsPerSecond", report.environmentStepsPerSecond());
    fields.put("learnerStepsPerSecond", report.learnerStepsPerSecond());
    fields.put("evaluation", toMap(report.evaluation()));
    fields.put("kept", report.kept().name().toLowerCase(Locale.ROOT));
    fields.put("lastEvaluation", toMap(report.lastEvaluation()));
    fields.put("bestEvaluation", toMap(report.bestEvaluation()));
    fields.put("bestEnvironmentSteps", report.bestEnvironmentSteps());
    fields.put(
        "stoppedBecause",
        report.stoppedBecause().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    fields.put("runDirectory", report.runDirectory().toString());
    return toJson(fields);
  }

  /** An evaluation as a JSON object's fields; what is not known is null. */
  public static Map<String, @Nullable Object> toMap(Evaluation evaluation) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("episodes", evaluation.episodes());
    fields.put("meanReturn", known(evaluation.meanReturn()));
    fields.put("standardDeviation", known(evaluation.standardDeviation()));
    fields.put("minimum", known(evaluation.minimum()));
    fields.put("maximum", known(evaluation.maximum()));
    fields.put("cutEpisodes", evaluation.cutEpisodes());
    return fields;
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /** Any fields as JSON text. */
  public static String toJson(Map<String, ? extends @Nullable Object> fields) {
    try {
      return JSON.writeValueAsString(fields);
    } catch (IOException e) {
      throw new IllegalStateException("cannot write " + fields + " as JSON", e);
    }
  }

  static void write(TrainingReport report, Path file) {
    try {
      byte[] text = (toJson(report) + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
      Ownership.write(file, staged -> WholeFile.write(staged, text));
    } catch (IOException e) {
      throw new RookeryException("cannot write the report %s: %s".formatted(file, e), e);
    }
  }
}
