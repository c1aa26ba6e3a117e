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

  /**
   * An error for whatever a call of an environment threw; what is meant for people stays as it is.
   *
   * @param what failed and where, for example {@code environment X failed in reset}
   */
  static RookeryException ofCall(String what, Throwable thrown) {
    if (thrown instanceof RookeryException forPeople) {
      return forPeople;
    }
    if (thrown instanceof InterruptedException) { // Kotlin does not declare it.
      Thread.currentThread().interrupt();
    }
    return new EnvironmentException("%s: %s".formatted(what, thrown), thrown);
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
