package dev.rookery.transport;

import dev.rookery.RookeryException;

/** A transport broke while it was in use, its driver died say; a new one may work. */
public final class TransportException extends RookeryException {

  private static final long serialVersionUID = 1L;

  /** With a message that says what broke, and where. */
  public TransportException(String message) {
    super(message);
  }

  /** With a message that says what broke, and where, and the cause. */
  public TransportException(String message, Throwable cause) {
    super(message, cause);
  }
}
