package dev.rookery.runtime.agent;

import dev.rookery.RookeryException;
import dev.rookery.runtime.roles.ActorRole;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An agent of a run: an actor whose steps are the calls of a simulator. One thread of the run keeps
 * it in touch with the learner, also while the simulator is silent; the simulator's own thread does
 * all else. Each uses the actor under this object's lock, and neither holds it while it waits.
 */
public final class RunAgent extends SimulatorAgent {

  /** How long the simulator's thread waits before it looks again. */
  private static final long PAUSE_MILLIS = 1;

  private final CalledEnvironment called;
  private final Supplier<String> whatIsMissing;
  private final long joinLimitNanos;

  /** Null before it is attached for the first time. */
  private @Nullable ActorRole role;

  /** Whether {@link #role} is connected to the learner. */
  private boolean attached;

  /** The role that chose the last action; null if that was forgotten. */
  private @Nullable ActorRole acted;

  /** What went wrong with the role on the simulator's thread, for the thread that keeps it. */
  private @Nullable RuntimeException failure;

  private boolean over;
  private boolean closed;

  /**
   * An agent that waits for its role.
   *
   * @param joinLimitNanos how long a call waits for one
   * @param whatIsMissing says what it waits for, for messages
   */
  public RunAgent(CalledEnvironment called, long joinLimitNanos, Supplier<String> whatIsMissing) {
    super(called);
    this.called = called;
    this.joinLimitNanos = joinLimitNanos;
    this.whatIsMissing = whatIsMissing;
  }

  /** The environment that its role acts in. */
  public CalledEnvironment environment() {
    return called;
  }

  /** Gives it a role that is connected to the learner, and which the agent closes. */
  public synchronized void attach(ActorRole connected) {
    closeRole();
    role = connected;
    attached = true;
    failure = null;
    if (closed) {
      closeRole();
    }
  }

  /**
   * Keeps the role in touch with the learner.
   *
   * @throws RookeryException if the role has failed, here or on the simulator's thread
   */
  public synchronized void keep() {
    if (failure != null) {
      RuntimeException reason = failure;
      failure = null;
      throw reason;
    }
    if (attached) {
      Objects.requireNonNull(role).keep();
    }
  }

  /** How many environment steps its role has made. */
  public synchronized long environmentSteps() {
    return role == null ? 0 : role.environmentSteps();
  }

  /** Leaves the learner; the next call of the simulator waits for another role. */
  public synchronized void detach() {
    if (attached) {
      attached = false;
      Objects.requireNonNull(role).disconnect();
    }
  }

  /** The run is over: leaves the learner, and decides with what there is from now on. */
  public synchronized void end() {
    over = true;
    detach();
    notifyAll();
  }

  @Override
  synchronized ByteBuffer start() {
    return startWith(awaitTurn());
  }

  private ByteBuffer startWith(ActorRole ready) {
    ready.reset();
    return actWith(ready);
  }

  private ByteBuffer actWith(ActorRole ready) {
    ready.act();
    acted = ready;
    return ready.actions();
  }

  @Override
  synchronized ByteBuffer next() {
    ActorRole before = acted;
    observe();
    acted = null;
    ActorRole ready = awaitTurn();
    if (ready == before) {
      return actWith(ready);
    }
    called.begin(); // To another role this is the first that is seen of the episode.
    return startWith(ready);
  }

  @Override
  synchronized void finish() {
    observe();
    acted = null;
  }

  private void observe() {
    if (acted != null && acted == role) {
      if (attached) {
        acted.observe();
      } else {
        acted.stepOnly();
      }
    }
  }

  @Override
  synchronized void drop() {
    if (acted != null && acted == role && attached) {
      acted.abandon();
    }
    acted = null;
  }

  /** Waits until an action may be chosen. */
  private ActorRole awaitTurn() {
    long start = System.nanoTime();
    if (attached) {
      Objects.requireNonNull(role).resetWait();
    }
    try {
      while (true) {
        ActorRole ready = ready();
        if (ready != null) {
          return ready;
        }
        if (!attached && System.nanoTime() - start > joinLimitNanos) {
          throw new RookeryException(
              "waited %s s for %s".formatted(joinLimitNanos / 1_000_000_000L, whatIsMissing.get()));
        }
        wait(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RookeryException("interrupted while the agent waited for its learner", e);
    }
  }

  /** The role that may choose an action now; null if none may yet. */
  private @Nullable ActorRole ready() {
    if (closed) {
      throw new IllegalStateException("the agent is closed");
    }
    if (attached && isPrepared()) {
      return role;
    }
    if (!over) {
      return null;
    }
    if (role == null || role.parameterVersion() == 0) {
      throw new RookeryException("the run ended before it had parameters to act with");
    }
    return role;
  }

  private boolean isPrepared() {
    try {
      return Objects.requireNonNull(role).prepare();
    } catch (RuntimeException e) {
      failure = e;
      detach();
      return false;
    }
  }

  @Override
  public synchronized boolean isOver() {
    return over;
  }

  @Override
  public synchronized void close() {
    closed = true;
    detach();
    closeRole();
    notifyAll();
  }

  private void closeRole() {
    if (role != null) {
      role.onClose();
      role = null;
      attached = false;
      acted = null;
    }
  }
}
