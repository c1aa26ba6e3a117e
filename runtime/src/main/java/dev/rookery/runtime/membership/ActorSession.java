package dev.rookery.runtime.membership;

/**
 * An actor's membership in a run, from joining until it leaves: opened by the learner, for an actor
 * of its own process directly, and for others through {@link JoinClient}.
 *
 * @param actorId which actor, from 0
 * @param id the number by which the learner knows it; never {@link #NONE}
 * @param incarnation of the learner, which knows no sessions of an earlier incarnation
 * @param environmentSteps that the learner had received when the session was opened
 */
public record ActorSession(int actorId, long id, long incarnation, long environmentSteps) {

  /** The id of no session. */
  public static final long NONE = 0;
}
