package dev.rookery.envs.probe;

import dev.rookery.environment.Environment;
import dev.rookery.environment.Space;

/** The base of the probe environments, which holds their spaces. */
abstract class Probe implements Environment {

  private final Space observationSpace;
  private final Space actionSpace;

  Probe(Space observationSpace, Space actionSpace) {
    this.observationSpace = observationSpace;
    this.actionSpace = actionSpace;
  }

  @Override
  public final Space observationSpace() {
    return observationSpace;
  }

  @Override
  public final Space actionSpace() {
    return actionSpace;
  }
}
