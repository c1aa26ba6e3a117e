package dev.rookery.runtime.run;

import dev.rookery.checkpoint.Checkpointable;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.training.Progress;
import org.agrona.concurrent.NanoClock;

/**
 * Measures the time and speed of a run; the time includes that of the runs it was resumed from. Not
 * thread-safe, but for {@link #seconds()} once the run has started.
 */
final class ProgressTracker implements Checkpointable {

  private static final double SPEED_WINDOW_SECONDS = 2;

  private final NanoClock clock;
  private final long stepLimit;
  private final int actors;
  private long start;
  private double secondsBefore;
  private double markSeconds;
  private long markEnvironmentSteps = -1;
  private long markLearnerSteps;
  private double environmentSpeed = Double.NaN;
  private double learnerSpeed = Double.NaN;

  ProgressTracker(NanoClock clock, long stepLimit, int actors) {
    this.clock = clock;
    this.stepLimit = stepLimit;
    this.actors = actors;
    start = clock.nanoTime();
  }

  /** Starts the time; what came before was preparation. */
  void start() {
    start = clock.nanoTime();
  }

  /** Wall time of the run in seconds. */
  double seconds() {
    return secondsBefore + (clock.nanoTime() - start) * 1e-9;
  }

  /** The progress of the run, with speeds over the last seconds. */
  Progress progress(
      long environmentSteps,
      long learnerSteps,
      long episodes,
      double meanReturn,
      double evaluationReturn,
      double bestReturn,
      int connectedActors) {
    double now = seconds();
    if (markEnvironmentSteps < 0) {
      mark(now, environmentSteps, learnerSteps);
    } else if (now - markSeconds >= SPEED_WINDOW_SECONDS) {
      environmentSpeed = (environmentSteps - markEnvironmentSteps) / (now - markSeconds);
      learnerSpeed = (learnerSteps - markLearnerSteps) / (now - markSeconds);
      mark(now, environmentSteps, learnerSteps);
    }
    return new Progress(
        environmentSteps,
        learnerSteps,
        episodes,
        meanReturn,
        evaluationReturn,
        bestReturn,
        now,
        environmentSpeed,
        learnerSpeed,
        stepLimit,
        connectedActors,
        actors);
  }

  private void mark(double now, long environmentSteps, long learnerSteps) {
    markSeconds = now;
    markEnvironmentSteps = environmentSteps;
    markLearnerSteps = learnerSteps;
  }

  @Override
  public void save(StateWriter state) {
    state.putDouble("wall_seconds", seconds());
  }

  @Override
  public void load(StateReader state) {
    secondsBefore = state.getDouble("wall_seconds");
  }
}
