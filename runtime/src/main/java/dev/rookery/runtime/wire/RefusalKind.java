package dev.rookery.runtime.wire;

/** Why a learner refuses, for programs; the reason that comes with it is for people. */
public enum RefusalKind {

  /** A request cannot be granted: who asked chose something that does not fit the run. */
  REQUEST(0),

  /** The learner does not know the session, or no longer: to join anew helps. */
  UNKNOWN_SESSION(1),

  /** Another actor asked for this one's place. */
  TAKEN_OVER(2),

  /** The session sent what it should not have. */
  FAULT(3),

  /** The run has ended well; there is nothing more to do. */
  RUN_OVER(4);

  private final int code;

  RefusalKind(int code) {
    this.code = code;
  }

  /** What stands in messages, for ever. */
  int code() {
    return code;
  }

  /** The kind of that code; one that a later version has added is as good as a refused request. */
  static RefusalKind of(int code) {
    for (RefusalKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    return REQUEST;
  }
}
