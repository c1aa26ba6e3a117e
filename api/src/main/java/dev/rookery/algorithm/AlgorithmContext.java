package dev.rookery.algorithm;

import dev.rookery.environment.Space;

/**
 * What an algorithm is made for.
 *
 * @param environment the environment's name, for messages and metadata
 * @param environmentSettings the environment's settings and wrappers as text, for the metadata of
 *     policies: who runs the algorithm writes it and reads it again; empty if there is none
 * @param observationSpace of the environment
 * @param actionSpace of the environment
 * @param seed of everything random in the algorithm; the same in every process of a run
 */
public record AlgorithmContext(
    String environment,
    String environmentSettings,
    Space observationSpace,
    Space actionSpace,
    long seed) {

  /** Says nothing of the environment's settings. */
  public AlgorithmContext(
      String environment, Space observationSpace, Space actionSpace, long seed) {
    this(environment, "", observationSpace, actionSpace, seed);
  }
}
