package dev.rookery.algorithm;

import java.util.Optional;

/**
 * The run that an actor is made for, and which of its actors it is.
 *
 * @param actorId from 0
 * @param actors how many actors the run has
 * @param environments how many environments this actor steps together: {@code K}
 * @param steps how many environment steps the run makes at most, as in {@link LearnerContext#steps}
 * @param seed of everything random in this actor
 * @param exploration how this actor explores, in place of what the algorithm's settings say; only
 *     given to an algorithm that {@link Algorithm#exploresByValues()}
 */
public record ActorContext(
    int actorId,
    int actors,
    int environments,
    long steps,
    long seed,
    Optional<Exploration> exploration) {

  /** An actor that explores as the algorithm's settings say. */
  public ActorContext(int actorId, int actors, int environments, long steps, long seed) {
    this(actorId, actors, environments, steps, seed, Optional.empty());
  }

  /** The same actor, exploring in another way. */
  public ActorContext withExploration(Exploration other) {
    return new ActorContext(actorId, actors, environments, steps, seed, Optional.of(other));
  }
}
