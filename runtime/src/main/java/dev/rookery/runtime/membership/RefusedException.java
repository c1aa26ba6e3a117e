package dev.rookery.runtime.membership;

import dev.rookery.settings.SettingsException;

/**
 * The learner refuses an actor's request to join, because the actor's settings do not fit the run.
 * Another request with the same settings would be refused too.
 */
public final class RefusedException extends SettingsException {

  private static final long serialVersionUID = 1L;

  /** Makes an exception whose message says which learner refused, and why. */
  public RefusedException(String message) {
    super(message);
  }
}
