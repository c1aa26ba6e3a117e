package dev.rookery.runtime.membership;

import dev.rookery.runtime.wire.Answers;
import org.jspecify.annotations.Nullable;

/**
 * A slot of the {@link ActorTable}: one of the run's actors, as the learner knows it, with the
 * session that holds it. Only the table changes it.
 */
public final class ActorSlot {

  private final int actorId;
  private long session = ActorSession.NONE;
  private long nonce;
  private long earlierNonce;
  private boolean local;
  private boolean left;
  private long lastMessageNanos;
  private long nextSequence;
  private long receivedSteps;
  private long roundSteps;
  private volatile long totalSteps;
  private Answers.@Nullable Refusal lastRefusal;

  ActorSlot(int actorId) {
    this.actorId = actorId;
  }

  /** Which actor, from 0. */
  public int actorId() {
    return actorId;
  }

  /** Whether the actor is in the learner's own process. */
  public boolean isLocal() {
    return local;
  }

  /** The sequence number that the session's next block should have. */
  public long nextSequence() {
    return nextSequence;
  }

  /** How many environment steps of the session the learner has received. */
  public long receivedSteps() {
    return receivedSteps;
  }

  /** How many of them count for the round under way. */
  long roundSteps() {
    return roundSteps;
  }

  /**
   * How many environment steps of all the actor's sessions the learner has received. Any thread may
   * call.
   */
  long totalSteps() {
    return totalSteps;
  }

  /**
   * The session that holds the slot. An actor that has left keeps it, because what it sent before
   * may still arrive; {@link ActorSession#NONE} before the first session and after a refusal.
   */
  long session() {
    return session;
  }

  /** Whether a session holds the slot that has not left. */
  boolean isOccupied() {
    return session != ActorSession.NONE && !left;
  }

  /** Whether the slot was given to the request with that number. */
  boolean wasGivenTo(long requestNonce) {
    return isOccupied() && !local && nonce == requestNonce;
  }

  /** Whether the slot was given to the request with that number, and that session is over. */
  boolean wasTakenFrom(long requestNonce) {
    return requestNonce != 0 && earlierNonce == requestNonce;
  }

  /** When the last message of the session arrived. */
  long lastMessageNanos() {
    return lastMessageNanos;
  }

  /** How the last session that was refused ended, for an actor that has not received it. */
  Answers.@Nullable Refusal lastRefusal() {
    return lastRefusal;
  }

  void open(long newSession, long newNonce, boolean isLocal, long now) {
    session = newSession;
    nonce = newNonce;
    local = isLocal;
    left = false;
    lastMessageNanos = now;
    nextSequence = 0;
    receivedSteps = 0;
    roundSteps = 0;
  }

  void messageArrived(long now) {
    lastMessageNanos = now;
  }

  void extendTimeout(long nanos) {
    lastMessageNanos += nanos;
  }

  void blockReceived(long sequence, long steps) {
    long total = totalSteps + steps - receivedSteps;
    totalSteps = total;
    roundSteps += steps - receivedSteps;
    nextSequence = sequence + 1;
    receivedSteps = steps;
  }

  /** Steps beyond those of a round count for the next one. */
  void endRound(long steps) {
    roundSteps = Math.max(0, roundSteps - steps);
  }

  void leave() {
    earlierNonce = nonce;
    nonce = 0;
    left = true;
  }

  void end(Answers.Refusal refusal) {
    leave();
    lastRefusal = refusal;
    session = ActorSession.NONE;
  }
}
