package dev.rookery.runtime.membership;

/**
 * What a learner tells those who want to be its actors, and checks them against.
 *
 * @param algorithm the name of the run's algorithm
 * @param environment the name of the run's environment
 * @param configuration all of the run's settings, as YAML
 * @param incarnation a random number: which life of the learner this is
 */
public record RunDescription(
    String algorithm, String environment, String configuration, long incarnation) {}
