package dev.rookery.runtime.roles;

import dev.rookery.algorithm.LearnerStep;
import dev.rookery.algorithm.Pacing;
import dev.rookery.algorithm.RateLimit;
import dev.rookery.core.replay.RateLimiter;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.runtime.membership.ConnectedActors;
import dev.rookery.training.RunSettings;
import org.agrona.concurrent.NanoClock;

/**
 * What an algorithm's {@link Pacing} means to the learner: when it receives rows, when it learns,
 * and when it publishes what it has learned.
 */
abstract sealed class Pace {

  /** The pace of a run. */
  static Pace of(
      Pacing pacing,
      RunSettings settings,
      ExperienceStore store,
      ConnectedActors actors,
      NanoClock clock) {
    if (pacing instanceof Pacing.Rounds rounds) {
      return new InRounds(actors, (long) rounds.steps() * settings.environmentsPerActor());
    }
    if (pacing instanceof Pacing.Free free) {
      return new Free(store, free.maximumWaiting(), settings.publishInterval());
    }
    RateLimiter limiter = new RateLimiter((RateLimit) pacing, store, settings.blockRows(), clock);
    return new Limited(limiter, settings.blockRows(), settings.publishInterval());
  }

  /** Whether another block of rows may be received. */
  abstract boolean mayInsert();

  /** Whether the learner may make a step. */
  abstract boolean mayLearn();

  /**
   * Takes note of a step of the learner.
   *
   * @param unpublished updates since the last publication
   * @return whether parameters are to be published now
   */
  abstract boolean publishesAfter(LearnerStep done, long unpublished);

  /**
   * How many steps of the learner are due at most, for lockstep.
   *
   * @param environmentSteps since the run was started or resumed
   * @param updates since then
   */
  abstract long owedSteps(long environmentSteps, long updates);

  /** Why nothing happens, though actors are connected. */
  String explanation() {
    return "actors are connected, but send too little";
  }

  void report(MetricsRecorder metrics) {}

  /** Publishes after so many updates, and whenever the learner says so. */
  private abstract static sealed class Continuous extends Pace {

    private final long publishInterval;

    Continuous(long publishInterval) {
      this.publishInterval = publishInterval;
    }

    @Override
    final boolean publishesAfter(LearnerStep done, long unpublished) {
      return done == LearnerStep.PUBLISH || unpublished >= publishInterval;
    }
  }

  /** As many updates as the rows that were received allow. */
  private static final class Limited extends Continuous {

    private final RateLimiter limiter;
    private final int blockRows;

    Limited(RateLimiter limiter, int blockRows, long publishInterval) {
      super(publishInterval);
      this.limiter = limiter;
      this.blockRows = blockRows;
    }

    @Override
    boolean mayInsert() {
      return limiter.canInsert(blockRows);
    }

    @Override
    boolean mayLearn() {
      return limiter.canSample();
    }

    @Override
    long owedSteps(long environmentSteps, long updates) {
      return limiter.owedUpdates();
    }

    @Override
    String explanation() {
      return limiter.explanation();
    }

    @Override
    void report(MetricsRecorder metrics) {
      metrics.record("replay/insert_wait_seconds", limiter.insertWaitNanos() * 1e-9);
      metrics.record("replay/sample_wait_seconds", limiter.sampleWaitNanos() * 1e-9);
    }
  }

  /** When all actors have sent their steps of a round, until the learner has made use of them. */
  private static final class InRounds extends Pace {

    private final ConnectedActors actors;

    /** How many steps each actor makes in a round. */
    private final long steps;

    private boolean over;

    InRounds(ConnectedActors actors, long steps) {
      this.actors = actors;
      this.steps = steps;
    }

    @Override
    boolean mayInsert() {
      return true;
    }

    @Override
    boolean mayLearn() {
      over |= actors.roundIsOver(steps);
      return over;
    }

    /** Also where a round brought nothing to learn from, since actors wait for its end. */
    @Override
    boolean publishesAfter(LearnerStep done, long unpublished) {
      if (done == LearnerStep.UPDATED) {
        return false;
      }
      over = false;
      actors.endRound(steps);
      return true;
    }

    @Override
    long owedSteps(long environmentSteps, long updates) {
      return Long.MAX_VALUE;
    }
  }

  /** Whenever the learner has something to learn from. */
  private static final class Free extends Continuous {

    private final ExperienceStore store;
    private final int maximumWaiting;

    Free(ExperienceStore store, int maximumWaiting, long publishInterval) {
      super(publishInterval);
      this.store = store;
      this.maximumWaiting = maximumWaiting;
    }

    @Override
    boolean mayInsert() {
      return store.size() < maximumWaiting;
    }

    @Override
    boolean mayLearn() {
      return true;
    }

    /** One for each step, because a learner that samples from a replay never stops by itself. */
    @Override
    long owedSteps(long environmentSteps, long updates) {
      return environmentSteps - updates;
    }
  }
}
