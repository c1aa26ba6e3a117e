package dev.rookery.envs.violation.other;

import dev.rookery.envs.violation.Violation;

/** Half of a cycle of packages. */
public final class Other {

  /** The other half. */
  Class<?> back = Violation.class;
}
