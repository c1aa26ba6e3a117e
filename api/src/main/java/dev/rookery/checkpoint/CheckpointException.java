package dev.rookery.checkpoint;

import dev.rookery.RookeryException;

/** A checkpoint cannot be read, or does not fit what it is loaded into. */
public final class CheckpointException extends RookeryException {

  private static final long serialVersionUID = 1L;

  /** With a message that names the file or value and says what to do. */
  public CheckpointException(String message) {
    super(message);
  }

  /** With a message for people, and the cause for those who debug. */
  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
