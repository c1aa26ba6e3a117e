package dev.rookery.envs.accomplice;

import dev.rookery.envs.violation.Violation;

/** Half of a cycle of packages. */
public final class Accomplice {

  /** The other half. */
  Class<?> back = Violation.class;
}
