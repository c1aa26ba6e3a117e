package dev.rookery.runtime.membership;

import dev.rookery.settings.SettingsException;

/**
 * A learner refuses an actor that asked to join: what the actor was started with does not fit the
 * run. To ask again as it is does not help.
 */
public final class RefusedException extends SettingsException {

  private static final long serialVersionUID = 1L;

  /** With a message that says who refused, and why. */
  public RefusedException(String message) {
    super(message);
  }
}
