package dev.rookery.core.workers;

import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.core.replay.RateLimiter;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.experience.ExperienceWriter;
import dev.rookery.experience.StoreWriter;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import org.agrona.CloseHelper;
import org.jspecify.annotations.Nullable;

/**
 * An actor that learns: what it experiences goes into a store of its own, and what it sends is what
 * its learner makes of that. All on the actor's thread.
 */
final class Worker implements Actor {

  private final Actor actor;
  private final ExperienceStore store;
  private final StoreWriter experience;
  private final Learner learner;
  private final WorkerParameters parameters;
  private final Sharing sharing;
  private final int roundSteps;

  /** Steps of a rollout, in which parameters stay as they are; 1 where learning is from replay. */
  private final int rolloutSteps;

  /** Null where each rollout is one update. */
  private final @Nullable RateLimiter limiter;

  private final ByteBuffer memory;

  /** Published parameters that wait for the end of a rollout. */
  private @Nullable ParameterSnapshot waiting;

  private long steps;
  private long version;

  /**
   * A worker that owns its actor, store and learner.
   *
   * @param rolloutSteps after how many steps other parameters may be taken
   * @param roundSteps steps of a round, where there are rounds
   */
  Worker(
      Actor actor,
      ExperienceStore store,
      Learner learner,
      WorkerParameters parameters,
      Sharing sharing,
      int rolloutSteps,
      int roundSteps,
      @Nullable RateLimiter limiter,
      ByteBuffer memory) {
    this.actor = actor;
    this.store = store;
    this.learner = learner;
    this.parameters = parameters;
    this.sharing = sharing;
    this.rolloutSteps = rolloutSteps;
    this.roundSteps = roundSteps;
    this.limiter = limiter;
    this.memory = memory;
    experience = new StoreWriter(store);
  }

  @Override
  public void update(ParameterSnapshot published) {
    if (sharing.takesPublished()) {
      waiting = published.copyTo(memory);
    }
  }

  @Override
  public void act(VectorStep step, ByteBuffer actions, long environmentSteps) {
    if (steps % rolloutSteps == 0) {
      takeParameters(environmentSteps);
    }
    actor.act(step, actions, environmentSteps);
  }

  private void takeParameters(long environmentSteps) {
    if (sharing.fetch(parameters)) {
      actor.update(parameters.snapshot(++version, environmentSteps));
    } else if (waiting != null) {
      parameters.take(waiting);
      sharing.descent().readParameters();
      actor.update(waiting);
    }
    waiting = null;
  }

  @Override
  public void observe(VectorStep step, ExperienceWriter rows) {
    actor.observe(step, experience);
    steps++;
    while (mayLearn() && learner.step() != LearnerStep.IDLE) {
      sharing.updated(parameters, rows);
    }
    if (steps % roundSteps == 0) {
      sharing.roundOver(parameters, rows);
    }
  }

  @Override
  public void abandon(int environment, ExperienceWriter rows) {
    actor.abandon(environment, experience);
  }

  private boolean mayLearn() {
    return limiter == null || limiter.owedUpdates() > 0;
  }

  /** What the worker's learner reports is called the worker's. */
  @Override
  public void report(MetricsRecorder metrics) {
    actor.report(metrics);
    learner.report(
        (name, value) -> {
          if (Double.isFinite(value)) {
            metrics.record(name.replaceFirst("^learner/", "worker/"), value);
          }
        });
  }

  @Override
  public void close() {
    CloseHelper.closeAll(actor, learner, store);
  }
}
