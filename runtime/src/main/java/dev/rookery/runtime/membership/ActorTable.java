package dev.rookery.runtime.membership;

import dev.rookery.Seeds;
import org.jspecify.annotations.Nullable;

/**
 * Who sits where: the learner's table of the run's actors. As many places as the run has actors,
 * and never more, whoever asks.
 */
final class ActorTable {

  /** An actor of another process that was not heard of for so long may lose its place. */
  static final long TIMEOUT_NANOS = 10_000_000_000L;

  private final ActorSlot[] slots;
  private final long incarnation;
  private long sessions;

  /**
   * An empty table.
   *
   * @param incarnation the root of the sessions' numbers
   */
  ActorTable(int actors, long incarnation) {
    this.incarnation = incarnation;
    slots = new ActorSlot[actors];
    for (int i = 0; i < actors; i++) {
      slots[i] = new ActorSlot(i);
    }
  }

  int size() {
    return slots.length;
  }

  /** How many sessions there have been. */
  long sessions() {
    return sessions;
  }

  ActorSlot slot(int actorId) {
    return slots[actorId];
  }

  /** The place of a session, or null if it has none. */
  @Nullable ActorSlot find(int actorId, long session) {
    boolean known =
        session != ActorSession.NONE
            && actorId >= 0
            && actorId < slots.length
            && slots[actorId].session == session;
    return known ? slots[actorId] : null;
  }

  /** The place that a request has got already, or null. */
  @Nullable ActorSlot findByNonce(long nonce) {
    for (ActorSlot slot : slots) {
      if (slot.isOccupied() && !slot.local && slot.nonce == nonce) {
        return slot;
      }
    }
    return null;
  }

  /** Whether a request has had its place, and lost it again. */
  boolean hasEnded(long nonce) {
    for (ActorSlot slot : slots) {
      if (nonce != 0 && slot.earlierNonce == nonce) {
        return true;
      }
    }
    return false;
  }

  /** A place that nobody has, else one of whom nothing was heard for long, or null. */
  @Nullable ActorSlot findFree(long now) {
    ActorSlot silent = null;
    for (ActorSlot slot : slots) {
      if (!slot.isOccupied()) {
        return slot;
      }
      if (silent == null && !isConnected(slot, now)) {
        silent = slot;
      }
    }
    return silent;
  }

  /** Gives a place to a new session. */
  ActorSlot open(int actorId, long nonce, boolean local, long now) {
    long session = ActorSession.NONE;
    while (session == ActorSession.NONE) {
      session = Seeds.derive(incarnation, sessions++);
    }
    slots[actorId].open(session, nonce, local, now);
    return slots[actorId];
  }

  /** For so long nobody listened: that does not count as silence. */
  void extendTimeouts(long nanos) {
    for (ActorSlot slot : slots) {
      slot.lastHeard += nanos;
    }
  }

  boolean isConnected(ActorSlot slot, long now) {
    return slot.isOccupied() && (slot.local || now - slot.lastHeard < TIMEOUT_NANOS);
  }

  /** How many actors are there. */
  int connectedCount(long now) {
    int connected = 0;
    for (ActorSlot slot : slots) {
      connected += isConnected(slot, now) ? 1 : 0;
    }
    return connected;
  }

  /** Whether an actor is there that has made steps in its session. */
  boolean hasWorkingActor(long now) {
    for (ActorSlot slot : slots) {
      if (slot.receivedSteps > 0 && isConnected(slot, now)) {
        return true;
      }
    }
    return false;
  }

  /** Whether all actors are in the learner's own process, so that nobody else can have a say. */
  boolean areAllLocal() {
    for (ActorSlot slot : slots) {
      if (!slot.isOccupied() || !slot.local) {
        return false;
      }
    }
    return true;
  }
}
