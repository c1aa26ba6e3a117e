package dev.rookery.runtime.membership;

import dev.rookery.RookeryException;

/**
 * An actor fails in the same way again and again, so that the run cannot go on. The learner's state
 * is not damaged: a checkpoint of it is written.
 */
public final class RepeatedFailureException extends RookeryException {

  private static final long serialVersionUID = 1L;

  /** Makes an exception whose message says which actor failed, and how. */
  public RepeatedFailureException(String message) {
    super(message);
  }
}
