package dev.rookery.algorithm;

/**
 * Which of a run's actors this is.
 *
 * @param actorId from 0
 * @param actors how many the run has
 * @param environments how many environments this actor steps together: {@code K}
 * @param seed of everything random in this actor
 */
public record ActorContext(int actorId, int actors, int environments, long seed) {}
