package dev.rookery.runtime.wire;

import dev.rookery.RookeryException;

/** A message cannot be understood: damaged, from another version, or for another run. */
public final class WireException extends RookeryException {

  private static final long serialVersionUID = 1L;

  /** With a message that says what was expected. */
  public WireException(String message) {
    super(message);
  }
}
