package dev.rookery.runtime.wire;

/** Why a learner refuses, for programs; the reason that comes with it is for people. */
public enum RefusalKind {

  /** A request cannot be granted: who asked chose something that does not fit the run. */
  REQUEST,

  /** The learner does not know the session, or no longer: to join anew helps. */
  UNKNOWN_SESSION,

  /** Another actor asked for this one's place. */
  TAKEN_OVER,

  /** The session sent what it should not have. */
  FAULT,

  /** The run has ended well; there is nothing more to do. */
  RUN_OVER;

  /** What stands in messages: the order above, which only ever grows at its end. */
  int code() {
    return ordinal();
  }

  /** The kind of that code; one that a later version has added is as good as a refused request. */
  static RefusalKind of(int code) {
    RefusalKind[] kinds = values();
    return code >= 0 && code < kinds.length ? kinds[code] : REQUEST;
  }
}
