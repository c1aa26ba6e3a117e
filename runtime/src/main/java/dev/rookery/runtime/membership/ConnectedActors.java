package dev.rookery.runtime.membership;

import dev.rookery.RookeryException;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.runtime.wire.Answers;
import dev.rookery.runtime.wire.RefusalKind;
import dev.rookery.runtime.wire.WireException;
import dev.rookery.transport.MessageException;
import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.TransportException;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who are actors of the run now: knows who is there, owes them receipts, and tells those who
 * are not, or not any more, that they are not. Used by the learner's thread.
 */
public final class ConnectedActors {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectedActors.class);
  private static final int ANNOUNCE_ATTEMPTS = 100;

  private final ActorTable table;
  private final AnswerQueue answers;
  private final ProtocolErrors errors;
  private final ActorFailures failures;
  private final NanoClock clock;
  private final String address;
  private final boolean localOnly;

  /**
   * For one run.
   *
   * @param address where actors join, for messages
   * @param localOnly whether no other process can reach the learner
   */
  ConnectedActors(
      ActorTable table,
      AnswerQueue answers,
      ProtocolErrors errors,
      ActorFailures failures,
      NanoClock clock,
      String address,
      boolean localOnly) {
    this.table = table;
    this.answers = answers;
    this.errors = errors;
    this.failures = failures;
    this.clock = clock;
    this.address = address;
    this.localOnly = localOnly;
  }

  /** The place of a session that something came from, or null if it has none. */
  public @Nullable ActorSlot receivedFrom(int actorId, long session) {
    ActorSlot slot = table.find(actorId, session);
    if (slot != null) {
      slot.lastHeard = clock.nanoTime();
    }
    return slot;
  }

  /** An actor's experience was taken, up to so many of its steps. */
  public void acknowledge(ActorSlot slot, long actorSteps) {
    slot.receivedSteps = actorSteps;
    answers.addReceipt(slot);
  }

  /** Sends receipts that are owed. */
  public void sendReceipts() {
    answers.sendReceipts();
  }

  /** Something came from a session that has no place: tells it so. */
  public void refuseUnknownSession(int actorId, long session) {
    if (session == ActorSession.NONE) {
      return;
    }
    Answers.Refusal last =
        actorId >= 0 && actorId < table.size() ? table.slot(actorId).lastRefusal : null;
    if (last != null && last.session() == session) {
      answers.refuseSession(last, clock.nanoTime());
      return;
    }
    String reason = "the learner does not know actor %s's session, which may be over";
    Answers.Refusal refusal =
        new Answers.Refusal(0, session, RefusalKind.UNKNOWN_SESSION, reason.formatted(actorId));
    if (answers.refuseSession(refusal, clock.nanoTime())) {
      errors.add(ProtocolErrors.Kind.UNKNOWN_SESSION, refusal::reason);
    }
  }

  /**
   * A session sent what it should not have. One of another process is refused.
   *
   * @throws WireException if it is an actor of this process: then this program is at fault
   */
  public void refuseFaulty(ActorSlot slot, WireException cause) {
    if (slot.local) {
      throw cause;
    }
    String reason = String.valueOf(cause.getMessage());
    errors.add(ProtocolErrors.Kind.FAULTY_SESSION, () -> reason);
    end(slot, RefusalKind.FAULT, reason);
  }

  /**
   * Takes messages from a stream of actors. Something that is no message counts as one.
   *
   * @return how many came
   * @throws MessageException if no other process can have sent it
   */
  public int poll(
      Subscription stream, MessageHandler handler, int limit, ProtocolErrors.Kind damaged) {
    try {
      return stream.poll(handler, limit);
    } catch (MessageException e) {
      rejectMessage(damaged, e);
      return 1;
    }
  }

  /** A message came that is nobody's: throws its cause if nobody else can have sent it. */
  public void rejectMessage(ProtocolErrors.Kind kind, RookeryException cause) {
    if (localOnly && table.areAllLocal()) {
      throw cause;
    }
    errors.add(kind, () -> String.valueOf(cause.getMessage()));
  }

  /** A silent actor may come back to another place; one that was replaced by name may not. */
  void replace(ActorSlot slot, boolean any) {
    if (any) {
      end(
          slot,
          RefusalKind.UNKNOWN_SESSION,
          "no message of actor %s arrived for long, and another process joined in its place"
              .formatted(slot.actorId));
    } else {
      String reason = "another process joined as actor %s".formatted(slot.actorId);
      errors.add(ProtocolErrors.Kind.TAKEN_OVER, () -> reason);
      end(slot, RefusalKind.TAKEN_OVER, reason);
    }
  }

  private void end(ActorSlot slot, RefusalKind kind, String reason) {
    Answers.Refusal refusal = new Answers.Refusal(0, slot.session, kind, reason);
    slot.lastRefusal = refusal;
    slot.end();
    answers.refuseSession(refusal, clock.nanoTime());
  }

  /** How many actors are there. */
  public int count() {
    return table.connectedCount(clock.nanoTime());
  }

  /** What is missing while no actor is there; null if one is. */
  public @Nullable String explainAbsence() {
    if (count() > 0) {
      return null;
    }
    return table.sessions() == 0
        ? "an actor: none has joined at %s so far".formatted(address)
        : "an actor: all that had joined at %s have left, or fell silent%s"
            .formatted(address, failures.explanation());
  }

  /** Reports who is there, and who should not have been. */
  public void report(MetricsRecorder metrics) {
    metrics.record("actors/connected", count());
    metrics.record("actors/joined", (double) table.sessions());
    metrics.record("actors/refused", (double) errors.refused());
    metrics.record("actors/failed", (double) errors.count(ProtocolErrors.Kind.FAILED_ACTOR));
    metrics.record("actors/damaged_messages", (double) errors.damaged());
  }

  /** Tells all actors of other processes that the run is over; those that listen will hear it. */
  public void announceRunOver() {
    long now = clock.nanoTime();
    for (int id = 0; id < table.size(); id++) {
      ActorSlot slot = table.slot(id);
      if (!slot.local && table.isConnected(slot, now)) {
        end(slot, RefusalKind.RUN_OVER, "the run is over");
      }
    }
    IdleStrategy idle = new BackoffIdleStrategy();
    try {
      for (int i = 0; i < ANNOUNCE_ATTEMPTS && !answers.isEmpty(); i++) {
        answers.send(now);
        idle.idle();
      }
    } catch (TransportException e) { // Nobody can be told, and the run ends all the same.
      LOG.debug("The actors could not be told that the run is over", e);
    }
  }
}
