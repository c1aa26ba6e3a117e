package dev.rookery.runtime.wire;

/** Why a learner refuses a request or ends a session, for programs. A text says it for people. */
public enum RefusalKind {

  /** The actor's request does not fit the run. */
  REQUEST(0),

  /** The learner does not know the session, or has ended it: the actor may join again. */
  UNKNOWN_SESSION(1),

  /** Another process joined with the same actor id. */
  TAKEN_OVER(2),

  /** The actor broke the protocol. */
  FAULT(3),

  /** The run has reached its end. */
  RUN_OVER(4),

  /** The run was stopped before its end: another learner may go on with it, and be joined. */
  RUN_STOPPED(5),

  /** All of the run's actors are connected: a request may be accepted later. */
  RUN_FULL(6);

  private final int code;

  RefusalKind(int code) {
    this.code = code;
  }

  /** The number of the kind in messages, which never changes. */
  int code() {
    return code;
  }

  /** The kind of that number; {@link #REQUEST} for a number that a later version has added. */
  static RefusalKind of(int code) {
    for (RefusalKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    return REQUEST;
  }
}
