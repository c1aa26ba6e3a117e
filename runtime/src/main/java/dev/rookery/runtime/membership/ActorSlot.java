package dev.rookery.runtime.membership;

import dev.rookery.runtime.wire.Answers;
import org.jspecify.annotations.Nullable;

/**
 * One of the run's actors, as the learner knows it: a slot of the actor table, with the session
 * that holds it now. Slots are reused, never removed. Used by the learner's thread.
 */
public final class ActorSlot {

  final int actorId;

  /**
   * The session that holds the slot, or held it last; none before the first and after a refusal.
   */
  long session = ActorSession.NONE;

  /** Of the request that was granted the slot. */
  long nonce;

  /** Of the request that was granted it before; a repetition of it may still arrive. */
  long earlierNonce;

  /** Whether the actor is in the learner's own process. */
  boolean local;

  /** Whether the actor has left in good order; what it sent before may still arrive. */
  private boolean left;

  /** When the last message of the actor arrived, in nanoseconds. */
  long lastHeard;

  /** The sequence number expected of its next block. */
  long nextSequence;

  /** How many environment steps of the session the learner has received. */
  long receivedSteps;

  /** Whether a receipt for them is to be sent. */
  boolean receiptDue;

  /** How the session before ended, for an actor that has not received it. */
  Answers.@Nullable Refusal lastRefusal;

  ActorSlot(int actorId) {
    this.actorId = actorId;
  }

  /** Whether the actor is in the learner's own process. */
  public boolean isLocal() {
    return local;
  }

  /** The sequence number expected of its next block. */
  public long nextSequence() {
    return nextSequence;
  }

  /** How many environment steps of the session the learner has received. */
  public long receivedSteps() {
    return receivedSteps;
  }

  /** Expects {@code sequence} of the next block. */
  public void expect(long sequence) {
    nextSequence = sequence;
  }

  /** Whether a session holds the slot that has not left. */
  boolean isOccupied() {
    return session != ActorSession.NONE && !left;
  }

  /** A new session holds the slot. */
  void open(long newSession, long newNonce, boolean isLocal, long now) {
    session = newSession;
    nonce = newNonce;
    local = isLocal;
    left = false;
    lastHeard = now;
    nextSequence = 0;
    receivedSteps = 0;
  }

  /** The slot is free; what the actor still sends counts until another session holds it. */
  void leave() {
    earlierNonce = nonce;
    nonce = 0;
    left = true;
  }

  /** The slot is free, and what the actor still sends does not count. */
  void end() {
    leave();
    session = ActorSession.NONE;
  }
}
