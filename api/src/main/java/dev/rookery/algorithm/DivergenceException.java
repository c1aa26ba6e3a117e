package dev.rookery.algorithm;

import dev.rookery.RookeryException;

/** Learning ran away: a loss or a parameter is infinite or not a number. */
public final class DivergenceException extends RookeryException {

  private static final long serialVersionUID = 1L;

  /** With a message that names the update and the suspicious column. */
  public DivergenceException(String message) {
    super(message);
  }
}
