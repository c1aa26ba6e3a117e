package dev.rookery.runtime.wire;

import dev.rookery.RookeryException;

/** A message cannot be read: it is damaged, of another version, or of another run. */
public final class WireException extends RookeryException {

  private static final long serialVersionUID = 1L;

  /** Makes an exception whose message says what arrived and what was expected. */
  public WireException(String message) {
    super(message);
  }
}
