package dev.rookery.runtime.roles;

import dev.rookery.RookeryException;

/** A role waited too long for another. Its own state is whole, and worth a checkpoint. */
public final class WaitTimeoutException extends RookeryException {

  private static final long serialVersionUID = 1L;

  /** With a message that says what was waited for. */
  public WaitTimeoutException(String message) {
    super(message);
  }
}
