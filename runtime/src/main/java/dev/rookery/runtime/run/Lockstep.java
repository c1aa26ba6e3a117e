package dev.rookery.runtime.run;

import dev.rookery.runtime.roles.ActorRole;
import dev.rookery.runtime.roles.EvaluatorRole;
import dev.rookery.runtime.roles.LearnerRole;
import dev.rookery.runtime.roles.WaitTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;

/**
 * Runs all roles on one thread, over any transport, in a fixed order of events: each actor in turn
 * steps and its experience arrives, the learner makes the updates that are due, the parameters
 * arrive everywhere, and an evaluation that is due is played to its end. So the same seed gives the
 * same parameters.
 */
final class Lockstep implements Agent {

  private static final long REPEAT_NANOS = 500_000_000L;

  private final LearnerRole learner;
  private final List<ActorRole> actors;
  private final Optional<EvaluatorRole> evaluator;
  private final NanoClock clock;
  private final double timeoutSeconds;
  private final Consumer<LearnerRole> onCycle;
  private final BooleanSupplier stopping;
  private final EnvironmentGuard guard;
  private final IdleStrategy idle = new BackoffIdleStrategy();
  private long blocks;

  /**
   * The roles of one run.
   *
   * @param timeoutSeconds how long a message, or a call of an environment, may take
   * @param onCycle is called after each cycle
   * @param stopping whether the run is about to end, so that no other cycle begins, and an
   *     evaluation need not be played out
   */
  Lockstep(
      LearnerRole learner,
      List<ActorRole> actors,
      Optional<EvaluatorRole> evaluator,
      NanoClock clock,
      double timeoutSeconds,
      Consumer<LearnerRole> onCycle,
      BooleanSupplier stopping) {
    this.onCycle = onCycle;
    this.stopping = stopping;
    this.learner = learner;
    this.actors = actors;
    this.evaluator = evaluator;
    this.clock = clock;
    this.timeoutSeconds = timeoutSeconds;
    guard = new EnvironmentGuard(this::activity, clock, timeoutSeconds);
  }

  @Override
  public String roleName() {
    return "lockstep";
  }

  /** Tells another thread whether an environment is stuck. */
  EnvironmentGuard guard() {
    return guard;
  }

  /** The environment and method that are running now; empty if none is. Any thread may ask. */
  String activity() {
    for (ActorRole actor : actors) {
      String activity = actor.activity();
      if (!activity.isEmpty()) {
        return activity;
      }
    }
    return evaluator.map(EvaluatorRole::activity).orElse("");
  }

  /** Waits until all roles are connected, and publishes the first parameters. */
  @Override
  public void onStart() {
    await(this::areConnected, "actors, evaluator and learner to be connected");
    learner.onStart();
    distribute();
  }

  /** All roles poll, because a subscription notices a publisher only when it is polled. */
  private boolean areConnected() {
    learner.receive();
    boolean connected = true;
    for (ActorRole actor : actors) {
      actor.receive();
      connected &= actor.isConnected();
    }
    evaluator.ifPresent(EvaluatorRole::receive);
    return connected && evaluator.map(EvaluatorRole::isConnected).orElse(true);
  }

  /** Steps every actor once, and waits for all consequences. */
  @Override
  public int doWork() {
    if (stopping.getAsBoolean()) {
      return 0;
    }
    cycle();
    onCycle.accept(learner);
    return 1;
  }

  private void cycle() {
    for (ActorRole actor : actors) {
      long before = actor.blocks();
      step(actor);
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
    evaluator.ifPresent(this::play);
  }

  private void step(ActorRole actor) {
    guard.enter();
    try {
      actor.step();
    } finally {
      guard.leave();
    }
  }

  private void play(EvaluatorRole evaluator) {
    do {
      guard.enter();
      try {
        evaluator.doWork();
      } finally {
        guard.leave();
      }
    } while (evaluator.isBusy() && !stopping.getAsBoolean());
  }

  /**
   * Waits until all roles have the latest parameters. They poll in turns, because a transport may
   * hold back the rest of a long message until all subscribers have read its beginning. The
   * parameters are published again for a role that was not connected for a moment; the others
   * ignore them.
   */
  private void distribute() {
    await(learner::published, "parameters to be taken");
    long[] lastSent = {clock.nanoTime()};
    await(
        () -> {
          boolean arrived = haveAllReceived(learner.version());
          if (!arrived && clock.nanoTime() - lastSent[0] > REPEAT_NANOS) {
            lastSent[0] = clock.nanoTime();
            learner.publishAgain();
          }
          return arrived;
        },
        "parameters to arrive");
  }

  private boolean haveAllReceived(long version) {
    boolean arrived = true;
    for (ActorRole actor : actors) {
      actor.receive();
      arrived &= actor.parameterVersion() >= version;
    }
    evaluator.ifPresent(EvaluatorRole::receive);
    return arrived && evaluator.map(EvaluatorRole::parameterVersion).orElse(version) >= version;
  }

  /** The learner ends last, so that its checkpoint has all that the actors sent. */
  @Override
  public void onClose() {
    guard.enter();
    try {
      List<AutoCloseable> closing = new ArrayList<>();
      evaluator.ifPresent(role -> closing.add(role::onClose));
      actors.forEach(role -> closing.add(role::onClose));
      CloseHelper.closeAll(closing);
    } finally {
      guard.leave();
      learner.onClose();
    }
  }

  private void await(BooleanSupplier condition, String what) {
    if (condition.getAsBoolean()) {
      return;
    }
    long start = clock.nanoTime();
    idle.reset();
    while (!condition.getAsBoolean()) {
      if ((clock.nanoTime() - start) * 1e-9 > timeoutSeconds) {
        throw new WaitTimeoutException(
            String.format(
                Locale.ROOT,
                "waited %.0f s for %s: is the transport still alive?",
                timeoutSeconds,
                what));
      }
      idle.idle();
    }
  }
}
