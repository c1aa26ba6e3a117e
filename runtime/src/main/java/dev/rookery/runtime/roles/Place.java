package dev.rookery.runtime.roles;

import dev.rookery.runtime.wire.Answers;
import org.jspecify.annotations.Nullable;

/** What the learner knows of one of the run's actors. Kept for ever, whoever has the place. */
final class Place {

  /** Nobody's session. */
  static final long NOBODY = 0;

  final int actorId;

  /** Who has the place, or had it last; {@link #NOBODY} before the first and after a refusal. */
  long session = NOBODY;

  /** Of the request that got the place. */
  long nonce;

  /** Of the request that got it before; it may arrive once more, late. */
  long earlierNonce;

  /** Whether the actor is in the learner's own process. */
  boolean local;

  /** Whether the actor has left in good order; what it sent before may still arrive. */
  private boolean left;

  /** When the actor was last heard of, in nanoseconds. */
  long heard;

  /** The number that its next block has. */
  long nextSequence;

  /** How many of its environment steps were taken. */
  long taken;

  /** Whether it is to be told so. */
  boolean owedReceipt;

  /** How the session before ended, for one that has not heard it. */
  Answers.@Nullable Refusal lastRefusal;

  Place(int actorId) {
    this.actorId = actorId;
  }

  boolean isTaken() {
    return session != NOBODY && !left;
  }

  /** A new session has the place. */
  void give(long newSession, long newNonce, boolean isLocal, long now) {
    session = newSession;
    nonce = newNonce;
    local = isLocal;
    left = false;
    heard = now;
    nextSequence = 0;
    taken = 0;
  }

  /** The place can be given to another; until then, what the actor still sends counts. */
  void leave() {
    earlierNonce = nonce;
    nonce = 0;
    left = true;
  }

  /** The place can be given to another, and what the actor still sends does not count. */
  void end() {
    leave();
    session = NOBODY;
  }
}
