package dev.rookery.runtime.run;

import dev.rookery.RookeryException;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.roles.GreedyEpisodes;
import dev.rookery.training.Evaluation;
import dev.rookery.training.KeptPolicy;
import dev.rookery.training.Progress;
import dev.rookery.training.RunSettings;
import dev.rookery.training.StopReason;
import dev.rookery.training.TrainingReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a run leaves behind once its roles have ended: first the policy, then the last
 * evaluation, which may take long, then the report.
 */
final class RunResults {

  private static final Logger LOG = LoggerFactory.getLogger(RunResults.class);

  /** How long the last evaluation of a run that was asked to stop may take. */
  private static final long STOPPED_EVALUATION_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final RunParts parts;
  private final RunSettings settings;
  private final RoleFactory roles;
  private final Recorder recorder;
  private final BooleanSupplier stopAsked;

  /**
   * The results of one run.
   *
   * @param recorder has heard all of the run
   * @param stopAsked whether somebody has asked the run to stop; that may come late
   */
  RunResults(RunParts parts, RoleFactory roles, Recorder recorder, BooleanSupplier stopAsked) {
    this.parts = parts;
    this.roles = roles;
    this.recorder = recorder;
    this.stopAsked = stopAsked;
    settings = parts.config().run();
  }

  /** Writes everything. */
  TrainingReport write(StopReason reason) {
    writePolicy();
    EvaluatedPolicy last = recorder.confirmed().orElseGet(this::evaluateLast);
    recorder.onFinalEvaluation(last);
    EvaluatedPolicy best = recorder.best().get().orElse(last);
    boolean keepsBest = settings.keep() == KeptPolicy.BEST;
    if (keepsBest) {
      writePolicy(); // The last may be the best.
    }
    TrainingReport report =
        report(reason, keepsBest ? best.evaluation() : last.evaluation(), last, best);
    ReportFile.write(report, parts.directory().report());
    GreedyEpisodes.warnIfCut(
        report.evaluation(), report.environment(), settings.evaluationMaximumSteps());
    return report;
  }

  /** Writes {@code policy.onnx} by what is known so far. */
  void writePolicy() {
    ParameterSnapshot last =
        recorder.confirmed().map(EvaluatedPolicy::parameters).or(recorder::last).orElseThrow();
    ParameterSnapshot kept =
        settings.keep() == KeptPolicy.BEST
            ? recorder.best().get().map(EvaluatedPolicy::parameters).orElse(last)
            : last;
    RunDirectory.export(parts.algorithm(), kept, parts.directory().policy());
  }

  private EvaluatedPolicy evaluateLast() {
    ParameterSnapshot parameters = recorder.last().orElseThrow();
    if (parts.environments().isExternal()) {
      return new EvaluatedPolicy(parameters, Evaluation.of(new double[0]));
    }
    try (LastEvaluation playing = roles.lastEvaluation(parameters)) {
      long start = parts.clock().nanoTime();
      Evaluation evaluation =
          playing.play(
              roles.confirmationSeed(),
              () ->
                  !stopAsked.getAsBoolean()
                      || parts.clock().nanoTime() - start < STOPPED_EVALUATION_NANOS);
      if (evaluation.episodes() < settings.evaluationEpisodes()) {
        LOG.warn(
            "The run was asked to stop while its last policy was evaluated: the report shows the {}"
                + " of {} episodes that had ended",
            evaluation.episodes(),
            settings.evaluationEpisodes());
      }
      return new EvaluatedPolicy(parameters, evaluation);
    }
  }

  private TrainingReport report(
      StopReason reason, Evaluation kept, EvaluatedPolicy last, EvaluatedPolicy best) {
    Progress end = recorder.progress();
    Path policy = parts.directory().policy();
    return new TrainingReport(
        parts.config().algorithm().name(),
        parts.config().environment().name(),
        settings.seed(),
        end.environmentSteps(),
        end.learnerSteps(),
        end.wallSeconds(),
        end.environmentSteps() / end.wallSeconds(),
        end.learnerSteps() / end.wallSeconds(),
        kept,
        last.evaluation(),
        best.evaluation(),
        best.parameters().environmentSteps(),
        settings.keep(),
        reason,
        parts.directory().path(),
        file -> copy(policy, file));
  }

  private static void copy(Path policy, Path file) {
    try {
      Files.copy(policy, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new RookeryException("cannot copy the policy to %s: %s".formatted(file, e), e);
    }
  }
}
