package dev.rookery.runtime.membership;

import dev.rookery.RookeryException;
import dev.rookery.runtime.wire.RefusalKind;

/** An actor's session has ended: the learner ended it, or was restarted. */
public final class SessionLostException extends RookeryException {

  private static final long serialVersionUID = 1L;

  private final RefusalKind kind;

  /**
   * Makes an exception.
   *
   * @param kind why; {@link RefusalKind#UNKNOWN_SESSION} if the learner was restarted
   * @param message why, for people
   */
  public SessionLostException(RefusalKind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Why the session ended. */
  public RefusalKind kind() {
    return kind;
  }

  /**
   * Whether the actor may join again: the learner only does not know its session, or it has stopped
   * and another may go on.
   */
  public boolean mayRejoin() {
    return kind == RefusalKind.UNKNOWN_SESSION || kind == RefusalKind.RUN_STOPPED;
  }

  /** Whether the run has reached its end, so that the actor ends too. */
  public boolean isRunOver() {
    return kind == RefusalKind.RUN_OVER;
  }
}
