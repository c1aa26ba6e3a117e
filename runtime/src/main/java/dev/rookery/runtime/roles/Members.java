package dev.rookery.runtime.roles;

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
final class Members {

  private static final Logger LOG = LoggerFactory.getLogger(Members.class);
  private static final int GOODBYE_TRIES = 100;

  private final Seats seats;
  private final Outbox outbox;
  private final Complaints complaints;
  private final NanoClock clock;
  private final String address;
  private final boolean alone;

  /**
   * For one run.
   *
   * @param address where actors join, for messages
   * @param alone whether no other process can reach the learner
   */
  Members(
      Seats seats,
      Outbox outbox,
      Complaints complaints,
      NanoClock clock,
      String address,
      boolean alone) {
    this.seats = seats;
    this.outbox = outbox;
    this.complaints = complaints;
    this.clock = clock;
    this.address = address;
    this.alone = alone;
  }

  /** The place of a session that something came from, or null if it has none. */
  @Nullable Place heardOf(int actorId, long session) {
    Place place = seats.find(actorId, session);
    if (place != null) {
      place.heard = clock.nanoTime();
    }
    return place;
  }

  /** An actor's experience was taken, up to so many of its steps. */
  void taken(Place place, long actorSteps) {
    place.taken = actorSteps;
    outbox.oweReceipt(place);
  }

  /** Sends receipts that are owed. */
  void sendReceipts() {
    outbox.sendReceipts();
  }

  /** Something came from a session that has no place: tells it so. */
  void refuseUnknown(int actorId, long session) {
    if (session == Place.NOBODY) {
      return;
    }
    Answers.Refusal last =
        actorId >= 0 && actorId < seats.count() ? seats.get(actorId).lastRefusal : null;
    if (last != null && last.session() == session) {
      outbox.refuseSession(last, clock.nanoTime());
      return;
    }
    String reason = "the learner does not know actor %s's session, or no longer";
    Answers.Refusal refusal =
        new Answers.Refusal(0, session, RefusalKind.UNKNOWN_SESSION, reason.formatted(actorId));
    if (outbox.refuseSession(refusal, clock.nanoTime())) {
      complaints.add(Complaints.Kind.UNKNOWN_SESSION, refusal::reason);
    }
  }

  /**
   * A session sent what it should not have. One of another process is refused.
   *
   * @throws WireException if it is an actor of this process: then this program is at fault
   */
  void fault(Place place, WireException cause) {
    if (place.local) {
      throw cause;
    }
    String reason = String.valueOf(cause.getMessage());
    complaints.add(Complaints.Kind.FAULTY_SESSION, () -> reason);
    end(place, RefusalKind.FAULT, reason);
  }

  /**
   * Takes messages from a stream of actors. Something that is no message counts as one.
   *
   * @return how many came
   * @throws MessageException if no other process can have sent it
   */
  int poll(Subscription stream, MessageHandler handler, int limit, Complaints.Kind damaged) {
    try {
      return stream.poll(handler, limit);
    } catch (MessageException e) {
      damaged(damaged, e);
      return 1;
    }
  }

  /** A message came that is nobody's: throws its cause if nobody else can have sent it. */
  void damaged(Complaints.Kind kind, RookeryException cause) {
    if (alone && seats.areAllLocal()) {
      throw cause;
    }
    complaints.add(kind, () -> String.valueOf(cause.getMessage()));
  }

  /** A silent actor may come back to another place; one that was replaced by name may not. */
  void oust(Place place, boolean any) {
    if (any) {
      end(
          place,
          RefusalKind.UNKNOWN_SESSION,
          "nothing was heard of actor %s for long, and another has its place"
              .formatted(place.actorId));
    } else {
      String reason = "another actor %s asked for its place".formatted(place.actorId);
      complaints.add(Complaints.Kind.TAKEN_OVER, () -> reason);
      end(place, RefusalKind.TAKEN_OVER, reason);
    }
  }

  private void end(Place place, RefusalKind kind, String reason) {
    Answers.Refusal refusal = new Answers.Refusal(0, place.session, kind, reason);
    place.lastRefusal = refusal;
    place.end();
    outbox.refuseSession(refusal, clock.nanoTime());
  }

  /** How many actors are there. */
  int connected() {
    return seats.connected(clock.nanoTime());
  }

  /** What is missing while no actor is there; null if one is. */
  @Nullable String absence() {
    if (connected() > 0) {
      return null;
    }
    return seats.sessions() == 0
        ? "an actor: none has joined at %s so far".formatted(address)
        : "an actor: all that had joined at %s have left, or fell silent".formatted(address);
  }

  /** Reports who is there, and who should not have been. */
  void report(MetricsRecorder metrics) {
    metrics.record("actors/connected", connected());
    metrics.record("actors/joined", (double) seats.sessions());
    metrics.record("actors/refused", (double) complaints.refused());
    metrics.record("actors/damaged_messages", (double) complaints.damaged());
  }

  /** Tells all actors of other processes that the run is over; those that listen will hear it. */
  void sayRunIsOver() {
    long now = clock.nanoTime();
    for (int id = 0; id < seats.count(); id++) {
      Place place = seats.get(id);
      if (!place.local && seats.isConnected(place, now)) {
        end(place, RefusalKind.RUN_OVER, "the run is over");
      }
    }
    IdleStrategy idle = new BackoffIdleStrategy();
    try {
      for (int i = 0; i < GOODBYE_TRIES && !outbox.isEmpty(); i++) {
        outbox.send(now);
        idle.idle();
      }
    } catch (TransportException e) { // Nobody can be told, and the run ends all the same.
      LOG.debug("The actors could not be told that the run is over", e);
    }
  }
}
