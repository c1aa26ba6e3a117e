package dev.rookery.environment;

import dev.rookery.RookeryException;

/** An environment broke its promises: NaN, a value out of place, an exception of its own. */
public final class EnvironmentException extends RookeryException {

  private static final long serialVersionUID = 1L;

  /** With a message that names the environment, the step and what to look at. */
  public EnvironmentException(String message) {
    super(message);
  }

  /** Likewise, for an exception that the environment threw. */
  public EnvironmentException(String message, Throwable cause) {
    super(message, cause);
  }
}
