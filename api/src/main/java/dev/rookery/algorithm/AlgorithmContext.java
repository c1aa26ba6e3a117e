package dev.rookery.algorithm;

import dev.rookery.environment.Space;

/**
 * What an algorithm is made for.
 *
 * @param environment the environment's name, for messages and metadata
 * @param observationSpace of the environment
 * @param actionSpace of the environment
 * @param seed of everything random in the algorithm; the same in every process of a run
 */
public record AlgorithmContext(
    String environment, Space observationSpace, Space actionSpace, long seed) {}
