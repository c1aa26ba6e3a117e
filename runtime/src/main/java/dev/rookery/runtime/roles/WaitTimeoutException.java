package dev.rookery.runtime.roles;

import dev.rookery.RookeryException;

/** A role waited too long for another. Its state is not damaged: a checkpoint may be written. */
public final class WaitTimeoutException extends RookeryException {

  private static final long serialVersionUID = 1L;

  /** Makes an exception whose message says what the role waited for. */
  public WaitTimeoutException(String message) {
    super(message);
  }
}
