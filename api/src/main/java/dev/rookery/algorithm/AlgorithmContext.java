package dev.rookery.algorithm;

import dev.rookery.environment.EnvironmentException;
import dev.rookery.environment.Space;
import dev.rookery.environment.TensorSpace;

/**
 * What an algorithm is made for.
 *
 * @param environment the environment's name, for messages and metadata
 * @param environmentSettings the environment's settings and wrappers as text, for the metadata of
 *     policies: who runs the algorithm writes it and reads it again; empty if there is none
 * @param observationSpace of the environment
 * @param actionSpace of the environment
 * @param hasLegalActions whether the environment says which actions are legal: steps have {@link
 *     dev.rookery.environment.VectorStep#actionMasks()} then
 * @param seed of everything random in the algorithm; the same in every process of a run
 * @param actingDevice where its actors and policies run their networks
 */
public record AlgorithmContext(
    String environment,
    String environmentSettings,
    Space observationSpace,
    Space actionSpace,
    boolean hasLegalActions,
    long seed,
    Device actingDevice) {

  /**
   * Checks the actions.
   *
   * @throws EnvironmentException if they have named parts, which only observations may have
   */
  public AlgorithmContext {
    TensorSpace.ofActions(environment, actionSpace);
  }

  /** Every action is always legal, and networks run on the processor. */
  public AlgorithmContext(
      String environment,
      String environmentSettings,
      Space observationSpace,
      Space actionSpace,
      long seed) {
    this(environment, environmentSettings, observationSpace, actionSpace, false, seed, Device.CPU);
  }

  /** Says nothing of the environment's settings; every action is always legal. */
  public AlgorithmContext(
      String environment, Space observationSpace, Space actionSpace, long seed) {
    this(environment, "", observationSpace, actionSpace, seed);
  }

  /** The same for an environment that says which actions are legal. */
  public AlgorithmContext withLegalActions() {
    return new AlgorithmContext(
        environment, environmentSettings, observationSpace, actionSpace, true, seed, actingDevice);
  }
}
