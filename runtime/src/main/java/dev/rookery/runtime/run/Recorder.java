package dev.rookery.runtime.run;

import dev.rookery.checkpoint.CheckpointException;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.metrics.EpisodeStatistics;
import dev.rookery.runtime.metrics.EvaluationFile;
import dev.rookery.runtime.metrics.MetricsHub;
import dev.rookery.runtime.roles.EvaluatorRole;
import dev.rookery.runtime.roles.LearnerRole;
import dev.rookery.training.Evaluation;
import dev.rookery.training.Progress;
import dev.rookery.training.RunEvent;
import dev.rookery.training.RunSettings;
import dev.rookery.training.StopReason;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to learner and evaluator: writes metrics and checkpoints, keeps the policies that matter
 * at the end, and says when to stop.
 */
final class Recorder implements LearnerRole.Listener, EvaluatorRole.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
  private static final double PROGRESS_SECONDS = 0.25;

  private final RunParts parts;
  private final RunSettings settings;
  private final ProgressTracker tracker;
  private final RunState state;
  private final RunEvents events;
  private final BestPolicy best;
  private final AtomicReference<@Nullable EvaluatedPolicy> confirmed = new AtomicReference<>();
  private @Nullable ByteBuffer parameters;
  private volatile Progress progress;
  private volatile double evaluationReturn = Double.NaN;
  private volatile Optional<ParameterSnapshot> last = Optional.empty();
  private double nextCheckpoint;
  private double nextProgress;
  private long checkpointedSteps;
  private boolean started;

  /**
   * A recorder for one run.
   *
   * @param state which is stopped when the run has reached its steps or return
   * @param events is told of evaluations, checkpoints and metrics
   */
  Recorder(RunParts parts, ProgressTracker tracker, RunState state, RunEvents events) {
    this.parts = parts;
    this.settings = parts.config().run();
    this.tracker = tracker;
    this.state = state;
    this.events = events;
    best = new BestPolicy(parts.algorithm(), parts.directory());
    progress = tracker.progress(0, 0, 0, Double.NaN, Double.NaN, Double.NaN, 0);
  }

  /** Where the run stands. Any thread may ask. */
  Progress progress() {
    return progress;
  }

  /** The policy that reached the threshold, if one has. */
  Optional<EvaluatedPolicy> confirmed() {
    return Optional.ofNullable(confirmed.get());
  }

  /** The best policy so far. */
  BestPolicy best() {
    return best;
  }

  /** The learner's last parameters, once it has ended. */
  Optional<ParameterSnapshot> last() {
    return last;
  }

  /** Writes the first metrics of a run that begins or is resumed. */
  void start(LearnerRole learner) {
    started = true;
    tracker.start();
    nextCheckpoint = tracker.seconds() + settings.checkpointSeconds();
    checkpointedSteps = learner.environmentSteps();
    parts.evaluations().startAt(learner.environmentSteps());
    updateProgress(learner);
    writeMetrics(learner); // tells sinks from where on a resumed run writes anew
  }

  @Override
  public void onEpisode(int actorId, double episodeReturn, double learnerReturn, int length) {
    parts.episodes().add(episodeReturn, learnerReturn, length);
  }

  @Override
  public void onMeasurement(int actorId, String name, double value) {
    parts.metrics().record(name, value);
  }

  @Override
  public void onCycle(LearnerRole learner) {
    double now = tracker.seconds();
    if (now >= nextProgress) {
      nextProgress = now + PROGRESS_SECONDS;
      updateProgress(learner);
    }
    if (parts.metrics().due(learner.environmentSteps())) {
      writeMetrics(learner);
    }
    if (settings.checkpointSeconds() > 0 && now >= nextCheckpoint) {
      tryCheckpoint(learner);
      nextCheckpoint = tracker.seconds() + settings.checkpointSeconds();
    }
    if (learner.environmentSteps() >= settings.steps()) {
      state.stop(StopReason.STEPS_REACHED);
    }
  }

  /**
   * Writes the last metrics and checkpoint. A run that could not even start leaves all files as
   * they were.
   */
  @Override
  public void onEnd(LearnerRole learner) {
    if (!started) {
      return;
    }
    updateProgress(learner);
    writeMetrics(learner);
    if (!state.isLearnerDamaged()) {
      last = Optional.of(learner.snapshot());
      if (learner.environmentSteps() != checkpointedSteps) {
        checkpoint(learner);
      }
    }
  }

  @Override
  public boolean onEvaluation(ParameterSnapshot snapshot, Evaluation evaluation) {
    record(evaluation);
    write(EvaluationFile.Kind.SCHEDULED, snapshot, evaluation);
    return hasReached(evaluation) || best.isProposed(evaluation);
  }

  @Override
  public void onConfirmation(
      ParameterSnapshot snapshot, Evaluation evaluation, Evaluation confirmation) {
    write(EvaluationFile.Kind.CONFIRMATION, snapshot, confirmation);
    best.offer(snapshot, evaluation.meanReturn(), confirmation);
    recordBest();
    if (hasReached(evaluation)
        && hasReached(confirmation)
        && confirmed.compareAndSet(null, EvaluatedPolicy.copyOf(snapshot, confirmation))) {
      state.stop(StopReason.RETURN_REACHED);
    }
  }

  private boolean hasReached(Evaluation evaluation) {
    return evaluation.meanReturn() >= settings.stopAtReturn();
  }

  /**
   * Records the evaluation of the last parameters, when the roles have ended. These parameters
   * become the best if they do better than the best so far on the same seeds.
   */
  void onFinalEvaluation(EvaluatedPolicy policy) {
    Evaluation evaluation = policy.evaluation();
    if (evaluation.episodes() == settings.evaluationEpisodes()) {
      best.offer(policy.parameters(), evaluation.meanReturn(), evaluation);
    }
    best.writeIfItIsNot();
    if (evaluation.episodes() > 0) {
      record(evaluation);
      write(EvaluationFile.Kind.END, policy.parameters(), evaluation);
    }
    recordBest();
    parts.episodes().recordTo(parts.metrics());
    write(progress.environmentSteps(), progress.learnerSteps());
  }

  private void write(long environmentSteps, long learnerSteps) {
    events.post(
        new RunEvent.MetricsWritten(
            parts.metrics().write(environmentSteps, learnerSteps, tracker.seconds())));
  }

  private void recordBest() {
    best.get()
        .ifPresent(
            policy ->
                parts
                    .metrics()
                    .record("evaluation/best_return_mean", policy.evaluation().meanReturn()));
  }

  private void record(Evaluation evaluation) {
    evaluationReturn = evaluation.meanReturn();
    MetricsHub metrics = parts.metrics();
    metrics.record("evaluation/return_mean", evaluation.meanReturn());
    metrics.record("evaluation/return_std", evaluation.standardDeviation());
    metrics.record("evaluation/return_min", evaluation.minimum());
    metrics.record("evaluation/return_max", evaluation.maximum());
    metrics.record("evaluation/cut_episodes", evaluation.cutEpisodes());
  }

  private void write(EvaluationFile.Kind kind, ParameterSnapshot snapshot, Evaluation evaluation) {
    parts
        .evaluations()
        .append(
            new EvaluationFile.Line(
                kind,
                snapshot.environmentSteps(),
                snapshot.learnerSteps(),
                tracker.seconds(),
                evaluation));
    if (kind != EvaluationFile.Kind.CONFIRMATION) {
      events.post(new RunEvent.Evaluated(snapshot.environmentSteps(), evaluation));
    }
  }

  /**
   * Saves the state of the run for a checkpoint. The learner writes its parts beside those of the
   * run, so that paths stay short.
   */
  void save(LearnerRole learner, StateWriter writer) {
    tracker.save(writer);
    learner.save(writer);
    parts.episodes().save(writer.child("episodes"));
    ParameterSnapshot snapshot = learner.snapshot(parameterMemory());
    SavedParameters.save(snapshot, writer.child(SavedParameters.POLICY));
  }

  private ByteBuffer parameterMemory() {
    ByteBuffer memory = parameters;
    if (memory == null) {
      memory = parts.algorithm().parameterLayout().allocate();
      parameters = memory;
    }
    return memory;
  }

  /** Takes the state of the run back from a checkpoint. */
  void load(LearnerRole learner, StateReader reader) {
    tracker.load(reader);
    learner.load(reader);
    parts.episodes().load(reader.child("episodes"));
    best.load();
  }

  /** A disk that is full for a moment does not end a run; at its end it does. */
  private void tryCheckpoint(LearnerRole learner) {
    try {
      checkpoint(learner);
    } catch (CheckpointException e) {
      LOG.warn(
          "{}; the run goes on, and tries again in {} seconds",
          e.getMessage(),
          settings.checkpointSeconds());
    }
  }

  private void checkpoint(LearnerRole learner) {
    Path file =
        parts.checkpoints().write(learner.environmentSteps(), writer -> save(learner, writer));
    checkpointedSteps = learner.environmentSteps();
    events.post(new RunEvent.CheckpointWritten(checkpointedSteps, file));
  }

  private void writeMetrics(LearnerRole learner) {
    MetricsHub metrics = parts.metrics();
    parts.episodes().recordTo(metrics);
    learner.report(metrics);
    metrics.record("speed/environment_steps_per_second", progress.environmentStepsPerSecond());
    metrics.record("speed/learner_steps_per_second", progress.learnerStepsPerSecond());
    write(learner.environmentSteps(), learner.learnerSteps());
  }

  private void updateProgress(LearnerRole learner) {
    EpisodeStatistics episodes = parts.episodes();
    progress =
        tracker.progress(
            learner.environmentSteps(),
            learner.learnerSteps(),
            episodes.count(),
            episodes.meanReturn(),
            evaluationReturn,
            best.get().map(policy -> policy.evaluation().meanReturn()).orElse(Double.NaN),
            // Actors that leave because the run ends are not missing.
            state.isEnding() ? progress.connectedActors() : learner.connectedActors());
  }
}
