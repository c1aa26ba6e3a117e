package dev.rookery.runtime.membership;

/**
 * What a learner sends to actors that ask to join, and checks their requests against.
 *
 * @param algorithm the name of the run's algorithm
 * @param environment the name of the run's environment
 * @param configuration all of the run's settings, as YAML
 * @param incarnation a random number that the learner draws at each start
 */
public record RunDescription(
    String algorithm, String environment, String configuration, long incarnation) {}
