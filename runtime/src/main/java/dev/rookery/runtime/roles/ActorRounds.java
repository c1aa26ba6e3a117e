package dev.rookery.runtime.roles;

import dev.rookery.algorithm.Pacing;

/**
 * Where an actor is among the rounds of {@link Pacing.Rounds}: how many steps it has left in this
 * one, and which version the next one waits for.
 */
final class ActorRounds {

  private final int steps;
  private final int maximumLag;
  private int left;

  /** The version that there is when the learner has taken all rounds of this actor. */
  private long due;

  /** Before the first round, which begins with any version. */
  ActorRounds(Pacing.Rounds rounds) {
    steps = rounds.steps();
    maximumLag = rounds.maximumLag();
  }

  /** Whether all steps of a round are made, or none has begun. */
  boolean isOver() {
    return left == 0;
  }

  /** Whether the next round may begin with parameters of this version. */
  boolean mayBegin(long version) {
    return version > 0 && version >= due - maximumLag;
  }

  /** An action is chosen with parameters of this version; may begin a round. */
  void act(long version) {
    if (left == 0) {
      if (!mayBegin(version)) {
        throw new IllegalStateException(
            "a round with version %s, where %s is due".formatted(version, due));
      }
      due = Math.max(due, version) + 1;
      left = steps;
    }
  }

  /** Counts a step in each environment. */
  void observe() {
    left--;
  }
}
