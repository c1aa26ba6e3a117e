package dev.rookery.runtime.roles;

/**
 * An actor's place in a run: handed out by the learner, to an actor of its own process directly,
 * and to others through {@link Joining}.
 *
 * @param actorId which actor, from 0
 * @param session that the learner knows the actor by, from now on until it leaves; never 0
 * @param incarnation which life of the learner: it knows nothing of the sessions of an earlier one
 * @param environmentSteps that the learner had seen
 */
public record Seat(int actorId, long session, long incarnation, long environmentSteps) {}
