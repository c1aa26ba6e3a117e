package dev.rookery;

/**
 * Something went wrong that a person can act on. The message stands alone, in one line: what was
 * wrong, where, and what would be right. The command line prints it without a stack trace.
 */
public class RookeryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message for people. */
  public RookeryException(String message) {
    super(message);
  }

  /** With a message for people, and the cause for those who debug. */
  public RookeryException(String message, Throwable cause) {
    super(message, cause);
  }
}
