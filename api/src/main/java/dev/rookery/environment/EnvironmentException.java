package dev.rookery.environment;

import dev.rookery.RookeryException;
import org.jspecify.annotations.Nullable;

/** An environment broke its promises: NaN, a value out of place, an exception of its own. */
public final class EnvironmentException extends RookeryException {

  private static final long serialVersionUID = 1L;

  /** An error with a message that names the environment, the step and what to look at. */
  public EnvironmentException(String message) {
    super(message);
  }

  /** An error for something that the environment threw. */
  public EnvironmentException(String message, Throwable cause) {
    super(message, cause);
  }

  /** One copy of an environment broke its promises, or threw something. */
  static EnvironmentException of(
      String environment, int copy, String what, @Nullable Throwable cause) {
    String message = "environment %s (copy %s) %s".formatted(environment, copy, what);
    return cause == null
        ? new EnvironmentException(message)
        : new EnvironmentException(message, cause);
  }
}
