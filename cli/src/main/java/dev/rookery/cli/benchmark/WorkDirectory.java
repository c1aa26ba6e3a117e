package dev.rookery.cli.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rookery.RookeryException;
import dev.rookery.core.file.FileTree;
import dev.rookery.core.file.WholeFile;
import dev.rookery.runtime.checkpoint.CheckpointDirectory;
import dev.rookery.runtime.config.ConfigFile;
import dev.rookery.runtime.metrics.EvaluationFile;
import dev.rookery.runtime.run.RunDirectory;
import dev.rookery.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The run directory of one planned run, beside which its record will be. What is in it decides how
 * a benchmark goes on that was killed: it may be finished, have a checkpoint, or be of no use.
 */
final class WorkDirectory {

  /** What there is of the run. */
  enum State {
    /** Nothing that could be used. */
    NEW,
    /** A checkpoint from which it can go on. */
    RESUMABLE,
    /** All that its record needs. */
    FINISHED
  }

  private static final String STARTS = "benchmark.starts";
  private static final String STOPPED = "stopped";
  private static final JsonMapper JSON = new JsonMapper();

  private final PlannedRun run;
  private final Path path;

  WorkDirectory(PlannedRun run, Path path) {
    this.run = run;
    this.path = path;
  }

  Path path() {
    return path;
  }

  /**
   * What there is.
   *
   * @throws SettingsException if a run is under way there, or has begun with other settings
   */
  State state() {
    if (!Files.isDirectory(path)) {
      return State.NEW;
    }
    Path config = path.resolve("config.yaml");
    boolean begun = Files.exists(config);
    // Neither takes a directory in which a process is still at work.
    (begun ? RunDirectory.open(path) : RunDirectory.create(path)).close();
    if (!begun) {
      return State.NEW;
    }
    if (!read(config).equals(ConfigFile.format(run.config()))) {
      throw new SettingsException(
          ("the run in %s has begun with other settings than this version or command has for it:"
                  + " finish it with what it was begun with, delete it, or choose another --output")
              .formatted(path));
    }
    if (isFinished()) {
      return State.FINISHED;
    }
    Path checkpoints = RunDirectory.checkpointsIn(path);
    return new CheckpointDirectory(checkpoints, 1).checkpoints().isEmpty()
        ? State.NEW
        : State.RESUMABLE;
  }

  /** Deletes what is of no use. */
  void clear() {
    delete(path);
  }

  /** Deletes the checkpoints of a run that needs them no more. */
  void deleteCheckpoints() {
    delete(RunDirectory.checkpointsIn(path));
  }

  /** Counts one more start of the run. */
  void countStart() {
    try {
      Files.createDirectories(path);
      WholeFile.write(path.resolve(STARTS), (starts() + 1 + "\n").getBytes(UTF_8));
    } catch (IOException e) {
      throw new SettingsException("cannot write to %s: %s".formatted(path, e), e);
    }
  }

  /**
   * Whether the run has come to its end: it was not only stopped, neither while it learned nor in
   * its last evaluation.
   */
  boolean isFinished() {
    if (!Files.exists(RunDirectory.reportIn(path))) {
      return false;
    }
    JsonNode report = report();
    return !report.path("stoppedBecause").asText().equals(STOPPED)
        && report.path("lastEvaluation").path("episodes").asInt()
            == run.config().run().evaluationEpisodes();
  }

  /**
   * The record of a finished run.
   *
   * @throws RookeryException if something is missing
   */
  RunRecord record() {
    List<EvaluationFile.Line> lines = EvaluationFile.read(path);
    EvaluationFile.Line end =
        lines.stream()
            .filter(line -> line.kind() == EvaluationFile.Kind.END)
            .findFirst()
            .orElseThrow(
                () ->
                    new RookeryException(
                        ("%s has no evaluation of the run's end; delete the directory to make the run"
                                + " again")
                            .formatted(path)));
    JsonNode report = report();
    return new RunRecord(
        RunRecord.FORMAT,
        run.suite(),
        run.algorithm(),
        run.environment(),
        run.seed(),
        run.chosen(),
        run.command(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        report.path("stoppedBecause").asText(),
        report.path("environmentSteps").asLong(),
        report.path("learnerSteps").asLong(),
        report.path("wallSeconds").asDouble(),
        starts(),
        Software.current(),
        Machine.current(),
        FlatConfig.of(run.config()),
        returns(end),
        lines.stream()
            .filter(line -> line.kind() == EvaluationFile.Kind.SCHEDULED)
            .map(WorkDirectory::returns)
            .toList());
  }

  private static RunRecord.Returns returns(EvaluationFile.Line line) {
    return new RunRecord.Returns(
        line.environmentSteps(),
        line.learnerSteps(),
        line.wallSeconds(),
        line.evaluation().returns(),
        line.evaluation().cutEpisodes());
  }

  private int starts() {
    Path file = path.resolve(STARTS);
    return Files.exists(file) ? Integer.parseInt(read(file).strip()) : 0;
  }

  private JsonNode report() {
    Path file = RunDirectory.reportIn(path);
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new RookeryException("cannot read the report %s: %s".formatted(file, e), e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new RookeryException("cannot read %s: %s".formatted(file, e), e);
    }
  }

  private static void delete(Path what) {
    try {
      FileTree.delete(what);
    } catch (IOException e) {
      throw new RookeryException("cannot delete %s: %s".formatted(what, e), e);
    }
  }
}
