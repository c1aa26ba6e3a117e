package dev.rookery.runtime.run;

import dev.rookery.RookeryException;
import dev.rookery.runtime.roles.ActorRole;
import dev.rookery.runtime.roles.EvaluatorRole;
import dev.rookery.runtime.roles.LearnerRole;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;

/**
 * Runs all roles on one thread in one order of events, over any transport: each actor in turn steps
 * and its experience arrives, the learner makes the updates that are owed, the parameters arrive
 * everywhere, an evaluation that is due is played to its end. So the same seed gives the same
 * weights.
 */
final class Lockstep {

  private final LearnerRole learner;
  private final List<ActorRole> actors;
  private final Optional<EvaluatorRole> evaluator;
  private final NanoClock clock;
  private final double timeoutSeconds;
  private final IdleStrategy idle = new BackoffIdleStrategy();
  private long blocks;

  Lockstep(
      LearnerRole learner,
      List<ActorRole> actors,
      Optional<EvaluatorRole> evaluator,
      NanoClock clock,
      double timeoutSeconds) {
    this.learner = learner;
    this.actors = actors;
    this.evaluator = evaluator;
    this.clock = clock;
    this.timeoutSeconds = timeoutSeconds;
  }

  /** Publishes the parameters to begin with. */
  void start() {
    learner.onStart();
    distribute();
  }

  /** Steps every actor once, and all that follows from it. */
  void cycle() {
    for (ActorRole actor : actors) {
      long before = actor.blocks();
      actor.step();
      await(
          () -> {
            learner.receive();
            return actor.flush();
          },
          "an actor's experience to be taken");
      blocks += actor.blocks() - before;
      await(() -> learner.receive() >= blocks, "an actor's experience to arrive");
    }
    learner.learnOwed();
    distribute();
    evaluator.ifPresent(Lockstep::play);
  }

  private static void play(EvaluatorRole evaluator) {
    evaluator.doWork();
    while (evaluator.isBusy()) {
      evaluator.doWork();
    }
  }

  private void distribute() {
    await(learner::published, "parameters to be taken");
    for (ActorRole actor : actors) {
      await(
          () -> {
            actor.receive();
            return actor.parameterVersion() >= learner.version();
          },
          "parameters to arrive");
    }
    evaluator.ifPresent(
        role ->
            await(
                () -> {
                  role.receive();
                  return role.parameterVersion() >= learner.version();
                },
                "parameters to arrive"));
  }

  private void await(BooleanSupplier condition, String what) {
    if (condition.getAsBoolean()) {
      return;
    }
    long start = clock.nanoTime();
    idle.reset();
    while (!condition.getAsBoolean()) {
      if ((clock.nanoTime() - start) * 1e-9 > timeoutSeconds) {
        throw new RookeryException(
            "waited %.0f s for %s: is the transport still alive?".formatted(timeoutSeconds, what));
      }
      idle.idle();
    }
  }
}
