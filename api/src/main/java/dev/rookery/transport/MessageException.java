package dev.rookery.transport;

import dev.rookery.RookeryException;

/**
 * One message of a publisher could not be taken, and was left out: it is longer than is allowed,
 * say. The transport works as before, and the next poll goes on after it.
 */
public final class MessageException extends RookeryException {

  private static final long serialVersionUID = 1L;

  /** With a message that says whose it was, and what was wrong with it. */
  public MessageException(String message) {
    super(message);
  }
}
