package dev.rookery.runtime.run;

import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.metrics.EpisodeStatistics;
import dev.rookery.runtime.metrics.MetricsHub;
import dev.rookery.runtime.roles.EvaluatorRole;
import dev.rookery.runtime.roles.LearnerRole;
import dev.rookery.training.Evaluation;
import dev.rookery.training.Progress;
import dev.rookery.training.RunSettings;
import dev.rookery.training.StopReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Listens to learner and evaluator: writes metrics and checkpoints, keeps the policies that matter
 * at the end, and says when to stop.
 */
final class Recorder implements LearnerRole.Listener, EvaluatorRole.Listener {

  private static final double PROGRESS_SECONDS = 0.25;

  private final RunParts parts;
  private final RunSettings settings;
  private final ProgressTracker tracker;
  private final RunState state;
  private final AtomicReference<@Nullable PolicyResult> confirmed = new AtomicReference<>();
  private volatile Progress progress;
  private volatile double evaluationReturn = Double.NaN;
  private volatile Optional<ParameterSnapshot> last = Optional.empty();
  private double nextCheckpoint;
  private double nextProgress;
  private long checkpointedSteps;
  private boolean started;

  /** Parameters, and what they were evaluated to. */
  record PolicyResult(ParameterSnapshot parameters, Evaluation evaluation) {}

  /**
   * A recorder for one run.
   *
   * @param state which is stopped when the run has reached its steps or return
   */
  Recorder(RunParts parts, ProgressTracker tracker, RunState state) {
    this.parts = parts;
    this.settings = parts.config().run();
    this.tracker = tracker;
    this.state = state;
    progress = tracker.progress(0, 0, 0, Double.NaN, Double.NaN, 0);
  }

  /** Where the run stands. Any thread may ask. */
  Progress progress() {
    return progress;
  }

  /** The policy that reached the threshold, if one has. */
  Optional<PolicyResult> confirmed() {
    return Optional.ofNullable(confirmed.get());
  }

  /** The learner's last parameters, once it has ended. */
  Optional<ParameterSnapshot> last() {
    return last;
  }

  /** The run begins, perhaps in the middle. */
  void start(LearnerRole learner) {
    started = true;
    tracker.start();
    nextCheckpoint = tracker.seconds() + settings.checkpointSeconds();
    checkpointedSteps = learner.environmentSteps();
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
      checkpoint(learner);
      nextCheckpoint = tracker.seconds() + settings.checkpointSeconds();
    }
    if (learner.environmentSteps() >= settings.steps()) {
      state.stop(StopReason.STEPS_REACHED);
    }
  }

  /** A run that could not even start leaves all files as they were. */
  @Override
  public void onEnd(LearnerRole learner) {
    if (!started) {
      return;
    }
    updateProgress(learner);
    writeMetrics(learner);
    if (!state.isLearnerDamaged()) {
      if (learner.environmentSteps() != checkpointedSteps) {
        checkpoint(learner);
      }
      last = Optional.of(learner.snapshot());
    }
  }

  @Override
  public void onEvaluation(ParameterSnapshot snapshot, Evaluation evaluation, boolean reached) {
    record(evaluation);
    if (reached && confirmed.compareAndSet(null, new PolicyResult(copy(snapshot), evaluation))) {
      state.stop(StopReason.RETURN_REACHED);
    }
  }

  /** The roles have ended, and their last parameters were evaluated. */
  void onFinalEvaluation(Evaluation evaluation) {
    record(evaluation);
    parts.episodes().recordTo(parts.metrics());
    parts.metrics().write(progress.environmentSteps(), progress.learnerSteps(), tracker.seconds());
  }

  private void record(Evaluation evaluation) {
    evaluationReturn = evaluation.meanReturn();
    MetricsHub metrics = parts.metrics();
    metrics.record("evaluation/return_mean", evaluation.meanReturn());
    metrics.record("evaluation/return_std", evaluation.standardDeviation());
    metrics.record("evaluation/return_min", evaluation.minimum());
    metrics.record("evaluation/return_max", evaluation.maximum());
  }

  void save(LearnerRole learner, StateWriter writer) {
    tracker.save(writer);
    learner.save(writer.child("learner_role"));
    parts.episodes().save(writer.child("episodes"));
  }

  void load(LearnerRole learner, StateReader reader) {
    tracker.load(reader);
    learner.load(reader.child("learner_role"));
    parts.episodes().load(reader.child("episodes"));
  }

  private void checkpoint(LearnerRole learner) {
    parts.checkpoints().write(learner.environmentSteps(), writer -> save(learner, writer));
    checkpointedSteps = learner.environmentSteps();
  }

  private void writeMetrics(LearnerRole learner) {
    MetricsHub metrics = parts.metrics();
    parts.episodes().recordTo(metrics);
    learner.report(metrics);
    metrics.record("speed/environment_steps_per_second", progress.environmentStepsPerSecond());
    metrics.record("speed/learner_steps_per_second", progress.learnerStepsPerSecond());
    metrics.write(learner.environmentSteps(), learner.learnerSteps(), tracker.seconds());
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
            // Actors that leave because the run ends are not missing.
            state.isEnding() ? progress.connectedActors() : learner.connectedActors());
  }

  /** The snapshot is a view that its owner will use again. */
  private static ParameterSnapshot copy(ParameterSnapshot snapshot) {
    int bytes = snapshot.values().remaining();
    return snapshot.copyTo(ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()));
  }
}
