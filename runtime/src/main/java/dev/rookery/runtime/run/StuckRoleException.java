package dev.rookery.runtime.run;

import dev.rookery.RookeryException;
import java.util.Locale;

/** A role did not end when it was asked to, or an environment did not return. */
final class StuckRoleException extends RookeryException {

  private static final long serialVersionUID = 1L;

  StuckRoleException(String message) {
    super(message);
  }

  /** For a call of user code that has not returned within a time. */
  static StuckRoleException inCall(String call, double seconds) {
    return new StuckRoleException(
        String.format(
            Locale.ROOT,
            "waited %.0f s for %s: it is stuck; raise run.timeoutSeconds if it is only slow",
            seconds,
            call));
  }
}
