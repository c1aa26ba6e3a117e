package dev.rookery.runtime.membership;

import dev.rookery.RookeryException;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.runtime.Retry;
import dev.rookery.runtime.wire.Answers;
import dev.rookery.runtime.wire.RefusalKind;
import dev.rookery.runtime.wire.WireException;
import dev.rookery.transport.MessageException;
import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.TransportException;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The run's actors as the learner's role sees them: checks which session a message is of, sends
 * receipts to known sessions and refusals to unknown ones. Used by the learner's thread.
 */
public final class ConnectedActors {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectedActors.class);

  /** How long a run that is over waits for slow actors to take the message. */
  private static final long ANNOUNCE_NANOS = 1_000_000_000L;

  private final ActorTable table;
  private final AnswerQueue answers;
  private final ProtocolErrors errors;
  private final ActorFailures failures;
  private final NanoClock clock;
  private final String address;
  private final boolean localOnly;

  /**
   * Makes the view of one run.
   *
   * @param address where actors join, for error messages
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

  /** The slot of the session that a message came from, or null if the session is unknown. */
  public @Nullable ActorSlot receivedFrom(int actorId, long session) {
    ActorSlot slot = table.find(actorId, session);
    if (slot != null) {
      table.messageArrived(slot);
    }
    return slot;
  }

  /**
   * Notes that a block was received, for which the actor will get a receipt.
   *
   * @param sequence of the block in its session
   * @param actorSteps environment steps of the session so far, with those of the block
   */
  public void acknowledge(ActorSlot slot, long sequence, long actorSteps) {
    table.blockReceived(slot, sequence, actorSteps);
    answers.addReceipt(slot);
  }

  /** Sends the receipts that are due. */
  public void sendReceipts() {
    answers.sendReceipts();
  }

  /** Answers a message of an unknown session with a refusal. */
  public void refuseUnknownSession(int actorId, long session) {
    if (session == ActorSession.NONE) {
      return;
    }
    Answers.Refusal last = table.hasSlot(actorId) ? table.slot(actorId).lastRefusal() : null;
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
   * Ends the session of an actor of another process that broke the protocol.
   *
   * @throws WireException if the actor is in this process, because then this program is at fault
   */
  public void refuseFaulty(ActorSlot slot, WireException cause) {
    if (slot.isLocal()) {
      throw cause;
    }
    String reason = String.valueOf(cause.getMessage());
    errors.add(ProtocolErrors.Kind.FAULTY_SESSION, () -> reason);
    end(slot, RefusalKind.FAULT, reason);
  }

  /**
   * Polls a stream of the actors. What the transport cannot read as a message counts as one.
   *
   * @return how many messages arrived
   * @throws MessageException if no other process can have sent what is not a message
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

  /** Counts a message that cannot be read; throws the cause if it can only be of this process. */
  public void rejectMessage(ProtocolErrors.Kind kind, RookeryException cause) {
    if (localOnly && table.areAllLocal()) {
      throw cause;
    }
    errors.add(kind, () -> String.valueOf(cause.getMessage()));
  }

  /**
   * Ends a session because another actor gets its slot.
   *
   * @param timedOut whether the actor had timed out, and may join again; if another asked for its
   *     id, it may not, or the two would replace each other for ever
   */
  void replace(ActorSlot slot, boolean timedOut) {
    if (timedOut) {
      end(
          slot,
          RefusalKind.UNKNOWN_SESSION,
          "no message of actor %s arrived for long, and another process joined in its place"
              .formatted(slot.actorId()));
    } else {
      String reason = "another process joined as actor %s".formatted(slot.actorId());
      errors.add(ProtocolErrors.Kind.TAKEN_OVER, () -> reason);
      end(slot, RefusalKind.TAKEN_OVER, reason);
    }
  }

  private void end(ActorSlot slot, RefusalKind kind, String reason) {
    answers.refuseSession(table.end(slot, kind, reason), clock.nanoTime());
  }

  /** How many actors are connected. */
  public int count() {
    return table.connectedCount();
  }

  /**
   * Whether every connected actor has sent all its steps of the round under way.
   *
   * @param steps that an actor makes in a round, in all its environments together
   */
  public boolean roundIsOver(long steps) {
    return table.roundIsOver(steps);
  }

  /** Begins the next round, after one of so many steps. */
  public void endRound(long steps) {
    table.endRound(steps);
  }

  /** What a learner without actors waits for; null if an actor is connected. */
  public @Nullable String explainAbsence() {
    if (count() > 0) {
      return null;
    }
    return table.sessions() == 0
        ? "an actor: none has joined at %s so far".formatted(address)
        : "an actor: all that had joined at %s have left or timed out%s"
            .formatted(address, failures.explanation());
  }

  /** Records how many actors are connected, and how many joined and were refused. */
  public void report(MetricsRecorder metrics) {
    metrics.record("actors/connected", count());
    metrics.record("actors/joined", (double) table.sessions());
    metrics.record("actors/refused", (double) errors.refused());
    metrics.record("actors/failed", (double) errors.count(ProtocolErrors.Kind.FAILED_ACTOR));
    metrics.record("actors/damaged_messages", (double) errors.damaged());
  }

  private boolean sendAnswers() {
    answers.send(clock.nanoTime());
    return answers.isEmpty();
  }

  /**
   * Tells the connected actors of other processes that the run's learner ends. Does not wait for
   * long.
   *
   * @param reachedItsEnd whether the run is over; else it was stopped, and may go on
   */
  public void announceEnd(boolean reachedItsEnd) {
    RefusalKind kind = reachedItsEnd ? RefusalKind.RUN_OVER : RefusalKind.RUN_STOPPED;
    String reason =
        reachedItsEnd ? "the run is over" : "the run was stopped before its end, and may go on";
    for (int id = 0; id < table.size(); id++) {
      ActorSlot slot = table.slot(id);
      if (!slot.isLocal() && table.isConnected(slot)) {
        end(slot, kind, reason);
      }
    }
    try {
      Retry.forAtMost(ANNOUNCE_NANOS, clock, this::sendAnswers);
    } catch (TransportException e) { // The learner ends whether actors know it or not.
      LOG.debug("Actors could not be told: {}; they find out by the missing heartbeat", reason, e);
    }
  }
}
