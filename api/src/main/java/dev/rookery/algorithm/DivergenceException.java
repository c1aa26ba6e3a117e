package dev.rookery.algorithm;

import dev.rookery.RookeryException;

/** Learning ran away: a loss, a gradient or a priority is infinite or not a number. */
public final class DivergenceException extends RookeryException {

  private static final long serialVersionUID = 1L;

  /** With a message that says where, and what may be the cause. */
  public DivergenceException(String message) {
    super(message);
  }
}
