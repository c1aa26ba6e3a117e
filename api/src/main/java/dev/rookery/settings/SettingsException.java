package dev.rookery.settings;

import dev.rookery.RookeryException;

/** A name, value or combination that a user gave cannot be used. */
public class SettingsException extends RookeryException {

  private static final long serialVersionUID = 1L;

  /** With a message that says which value, why not, and what would be right. */
  public SettingsException(String message) {
    super(message);
  }

  /** With a message for people, and the cause for those who debug. */
  public SettingsException(String message, Throwable cause) {
    super(message, cause);
  }
}
