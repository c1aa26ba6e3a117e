package dev.rookery.runtime.membership;

import dev.rookery.RookeryException;
import dev.rookery.runtime.wire.RefusalKind;

/** An actor's session is over by the learner's word, or because the learner is another. */
public final class SessionLostException extends RookeryException {

  private static final long serialVersionUID = 1L;

  private final RefusalKind kind;

  /**
   * A session's end.
   *
   * @param kind why; a learner that was restarted does not know the session
   * @param message why, for people
   */
  public SessionLostException(RefusalKind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Why the session is over. */
  public RefusalKind kind() {
    return kind;
  }

  /** Whether it makes sense to join again: the learner is there, and merely forgot the actor. */
  public boolean mayRejoin() {
    return kind == RefusalKind.UNKNOWN_SESSION;
  }

  /** Whether the run has ended well, so that the actor is done too. */
  public boolean isRunOver() {
    return kind == RefusalKind.RUN_OVER;
  }
}
