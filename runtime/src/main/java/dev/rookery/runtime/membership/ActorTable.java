package dev.rookery.runtime.membership;

import dev.rookery.Seeds;
import dev.rookery.runtime.wire.Answers;
import dev.rookery.runtime.wire.RefusalKind;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * The learner's table of the run's actors: one slot for each, however many ask to join. All changes
 * of a slot are made here. Used by the learner's thread.
 */
final class ActorTable {

  /** An actor of another process whose last message is older than this may lose its slot. */
  static final long TIMEOUT_NANOS = 10_000_000_000L;

  private final ActorSlot[] slots;
  private final long incarnation;
  private final NanoClock clock;
  private long sessions;

  /**
   * An empty table.
   *
   * @param incarnation of the learner, from which the sessions' numbers are derived
   */
  ActorTable(int actors, long incarnation, NanoClock clock) {
    this.incarnation = incarnation;
    this.clock = clock;
    slots = new ActorSlot[actors];
    for (int i = 0; i < actors; i++) {
      slots[i] = new ActorSlot(i);
    }
  }

  /** How many actors the run has. */
  int size() {
    return slots.length;
  }

  /** How many sessions were opened so far. */
  long sessions() {
    return sessions;
  }

  ActorSlot slot(int actorId) {
    return slots[actorId];
  }

  boolean hasSlot(int actorId) {
    return actorId >= 0 && actorId < slots.length;
  }

  /** The slot that a session holds, or null if the session is unknown or over. */
  @Nullable ActorSlot find(int actorId, long session) {
    boolean known =
        session != ActorSession.NONE && hasSlot(actorId) && slots[actorId].session() == session;
    return known ? slots[actorId] : null;
  }

  /** The slot that was given to a request, or null. */
  @Nullable ActorSlot findByNonce(long nonce) {
    for (ActorSlot slot : slots) {
      if (slot.wasGivenTo(nonce)) {
        return slot;
      }
    }
    return null;
  }

  /** Whether a request was given a slot, and its session is over. */
  boolean hasEnded(long nonce) {
    for (ActorSlot slot : slots) {
      if (slot.wasTakenFrom(nonce)) {
        return true;
      }
    }
    return false;
  }

  /** A free slot; if there is none, one whose actor timed out; else null. */
  @Nullable ActorSlot findFree() {
    ActorSlot timedOut = null;
    for (ActorSlot slot : slots) {
      if (!slot.isOccupied()) {
        return slot;
      }
      if (timedOut == null && !isConnected(slot)) {
        timedOut = slot;
      }
    }
    return timedOut;
  }

  /**
   * Opens a session, which holds the slot from now on.
   *
   * @param nonce of the request; 0 if the actor is in the learner's own process
   */
  ActorSlot open(int actorId, long nonce, boolean local) {
    long session = ActorSession.NONE;
    while (session == ActorSession.NONE) {
      session = Seeds.derive(incarnation, sessions++);
    }
    slots[actorId].open(session, nonce, local, clock.nanoTime());
    return slots[actorId];
  }

  /** Notes that a message of the session arrived, so that it does not time out. */
  void messageArrived(ActorSlot slot) {
    slot.messageArrived(clock.nanoTime());
  }

  /**
   * Notes that a block of the session was received.
   *
   * @param sequence of the block
   * @param steps of the session so far, with those of the block
   */
  void blockReceived(ActorSlot slot, long sequence, long steps) {
    slot.blockReceived(sequence, steps);
  }

  /** Frees the slot; blocks that still arrive count until another session holds it. */
  void leave(ActorSlot slot) {
    slot.leave();
  }

  /**
   * Frees the slot; blocks that still arrive do not count.
   *
   * @return what the actor is to be told
   */
  Answers.Refusal end(ActorSlot slot, RefusalKind kind, String reason) {
    Answers.Refusal refusal = new Answers.Refusal(0, slot.session(), kind, reason);
    slot.end(refusal);
    return refusal;
  }

  /** Lets all sessions time out later, because the learner read no messages for so long. */
  void extendTimeouts(long nanos) {
    for (ActorSlot slot : slots) {
      slot.extendTimeout(nanos);
    }
  }

  /** Whether a session holds the slot and has not timed out. */
  boolean isConnected(ActorSlot slot) {
    return slot.isOccupied()
        && (slot.isLocal() || clock.nanoTime() - slot.lastMessageNanos() < TIMEOUT_NANOS);
  }

  /** How many actors are connected. */
  int connectedCount() {
    int connected = 0;
    for (ActorSlot slot : slots) {
      connected += isConnected(slot) ? 1 : 0;
    }
    return connected;
  }

  /** Whether there are connected actors, and each has sent so many steps for this round. */
  boolean roundIsOver(long steps) {
    int connected = 0;
    for (ActorSlot slot : slots) {
      if (isConnected(slot)) {
        connected++;
        if (slot.roundSteps() < steps) {
          return false;
        }
      }
    }
    return connected > 0;
  }

  /** Begins the next round, after one of so many steps. */
  void endRound(long steps) {
    for (ActorSlot slot : slots) {
      slot.endRound(steps);
    }
  }

  /** Whether an actor is connected of whose session steps were received. */
  boolean hasWorkingActor() {
    for (ActorSlot slot : slots) {
      if (slot.receivedSteps() > 0 && isConnected(slot)) {
        return true;
      }
    }
    return false;
  }

  /** Whether all actors are in the learner's own process, so that no other can join. */
  boolean areAllLocal() {
    for (ActorSlot slot : slots) {
      if (!slot.isOccupied() || !slot.isLocal()) {
        return false;
      }
    }
    return true;
  }
}
