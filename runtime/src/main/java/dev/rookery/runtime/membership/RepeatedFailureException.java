package dev.rookery.runtime.membership;

import dev.rookery.RookeryException;

/**
 * An actor fails in the same way again and again, so that the run cannot go on. The learner's own
 * state is whole, and worth a checkpoint.
 */
public final class RepeatedFailureException extends RookeryException {

  private static final long serialVersionUID = 1L;

  /** With a message that says who failed, and how. */
  public RepeatedFailureException(String message) {
    super(message);
  }
}
