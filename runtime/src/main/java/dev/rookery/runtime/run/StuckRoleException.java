package dev.rookery.runtime.run;

import dev.rookery.RookeryException;

/** A role did not end when it was asked to. */
final class StuckRoleException extends RookeryException {

  private static final long serialVersionUID = 1L;

  StuckRoleException(String message) {
    super(message);
  }
}
