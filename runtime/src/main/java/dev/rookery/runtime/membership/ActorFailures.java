package dev.rookery.runtime.membership;

import org.jspecify.annotations.Nullable;

/**
 * Counts the failures of actors of other processes. Ends the run if an actor always fails in the
 * same way before its first step, since more restarts would not help. If the run does not start its
 * actors itself, it goes on as long as another actor makes steps. Used by the learner's thread.
 */
final class ActorFailures {

  private final ActorTable table;
  private final ProtocolErrors errors;
  private final boolean startedByRun;
  private final RepeatedFailures[] failures;
  private @Nullable String last;

  /**
   * Starts without failures.
   *
   * @param startedByRun whether the run itself starts and restarts its actors
   */
  ActorFailures(ActorTable table, ProtocolErrors errors, boolean startedByRun) {
    this.table = table;
    this.errors = errors;
    this.startedByRun = startedByRun;
    failures = new RepeatedFailures[table.size()];
    for (int id = 0; id < failures.length; id++) {
      failures[id] = new RepeatedFailures();
    }
  }

  /**
   * Counts the failure of an actor that left.
   *
   * @param steps that it made in its session, of which some may not have arrived yet
   * @throws RepeatedFailureException if the run is to end
   */
  void add(ActorSlot slot, long steps, String reason) {
    last = "actor %s failed: %s".formatted(slot.actorId(), reason);
    errors.add(
        ProtocolErrors.Kind.FAILED_ACTOR, () -> "actor %s: %s".formatted(slot.actorId(), reason));
    boolean hopeless = failures[slot.actorId()].add(reason, steps > 0);
    if (hopeless && (startedByRun || !table.hasWorkingActor())) {
      throw new RepeatedFailureException(
          "actor %s failed %s times in the same way without a step in between: %s"
              .formatted(slot.actorId(), RepeatedFailures.LIMIT, reason));
    }
  }

  /** The last failure, to be appended to a message; empty if there was none. */
  String explanation() {
    return last == null ? "" : "; last, " + last;
  }
}
