package dev.rookery.runtime.checkpoint;

import java.io.IOException;

/** A file is no undamaged checkpoint; the message goes on after the file's name. */
final class DamageException extends IOException {

  private static final long serialVersionUID = 1L;

  DamageException(String message) {
    super(message);
  }
}
