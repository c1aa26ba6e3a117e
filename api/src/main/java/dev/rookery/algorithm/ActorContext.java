package dev.rookery.algorithm;

/**
 * The run that an actor is made for, and which of its actors it is.
 *
 * @param actorId from 0
 * @param actors how many actors the run has
 * @param environments how many environments this actor steps together: {@code K}
 * @param steps how many environment steps the run makes at most, as in {@link LearnerContext#steps}
 * @param seed of everything random in this actor
 */
public record ActorContext(int actorId, int actors, int environments, long steps, long seed) {}
