package dev.rookery.runtime.roles;

import dev.rookery.runtime.wire.Answers;
import dev.rookery.runtime.wire.RequestReader;
import dev.rookery.runtime.wire.Requests;
import dev.rookery.runtime.wire.WireException;
import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.Transport;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The learner's door: answers those who ask to be actors, and lets them in or not. Used by the
 * learner's thread, within its duty cycle; never blocks.
 *
 * <p>What others send decides neither how much is remembered, which is one place for each of the
 * run's actors and a bounded number of answers that wait, nor whether the learner lives.
 */
final class Admissions implements RequestReader.Listener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Admissions.class);
  private static final int REQUESTS_PER_CYCLE = 64;

  /** A learner that writes a checkpoint, or is stopped, does not listen. */
  private static final long PAUSE_NANOS = 1_000_000_000L;

  private final RunDescription run;
  private final long schemaHash;
  private final long layoutHash;
  private final NanoClock clock;
  private final LongSupplier environmentSteps;
  private final Seats seats;
  private final Outbox outbox;
  private final Complaints complaints = new Complaints();
  private final Members members;
  private final RequestReader reader = new RequestReader(this);
  private final Subscription requests;
  private final MessageHandler onRequest = this::takeRequest;
  private long polled;
  private int admitted;
  private long oldestVersion = Long.MAX_VALUE;

  /**
   * Joins the streams of requests and answers.
   *
   * @param actors how many the run has
   * @param schemaHash layout of the run's rows
   * @param layoutHash layout of the run's parameters
   * @param environmentSteps that the learner has seen
   */
  Admissions(
      RunDescription run,
      int actors,
      long schemaHash,
      long layoutHash,
      Transport transport,
      NanoClock clock,
      LongSupplier environmentSteps) {
    this.run = run;
    this.schemaHash = schemaHash;
    this.layoutHash = layoutHash;
    this.clock = clock;
    this.environmentSteps = environmentSteps;
    polled = clock.nanoTime();
    seats = new Seats(actors, run.incarnation());
    outbox = new Outbox(transport.publish(Streams.ANSWERS), run, actors, polled);
    members =
        new Members(
            seats,
            outbox,
            complaints,
            clock,
            transport.address(),
            transport.invitation().isEmpty());
    requests = transport.subscribe(Streams.REQUESTS);
  }

  /** Gives a place to an actor of the learner's own process. */
  Seat seat(int actorId) {
    Place place = seats.give(actorId, 0, true, clock.nanoTime());
    return new Seat(actorId, place.session, run.incarnation(), environmentSteps.getAsLong());
  }

  /** Takes requests and sends answers; returns how many actors were admitted. */
  int poll() {
    long now = clock.nanoTime();
    if (now - polled > PAUSE_NANOS) {
      seats.excuse(now - polled);
    }
    polled = now;
    admitted = 0;
    members.poll(requests, onRequest, REQUESTS_PER_CYCLE, Complaints.Kind.DAMAGED_REQUEST);
    outbox.send(clock.nanoTime());
    return admitted;
  }

  /** Those who are actors now. */
  Members members() {
    return members;
  }

  private void takeRequest(ByteBuffer buffer, int offset, int length, long publisherId) {
    try {
      reader.read(buffer, offset, length);
    } catch (WireException e) {
      complaints.add(Complaints.Kind.DAMAGED_REQUEST, () -> String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void onHello(long nonce, int protocolVersion, String algorithm, String environment) {
    if (protocolVersion != RequestReader.PROTOCOL_VERSION) {
      refuse(
          nonce,
          "it speaks protocol version %s, and this actor %s: run the same Rookery everywhere"
              .formatted(RequestReader.PROTOCOL_VERSION, protocolVersion));
    } else if (!algorithm.isEmpty() && !algorithm.equals(run.algorithm())) {
      refuse(nonce, "it trains %s, not %s".formatted(run.algorithm(), algorithm));
    } else if (!environment.isEmpty() && !environment.equals(run.environment())) {
      refuse(nonce, "it trains on %s, not on %s".formatted(run.environment(), environment));
    } else {
      outbox.configuration(nonce);
    }
  }

  /** A request that names an earlier learner gets no answer but the beats: who asks sees them. */
  @Override
  public void onJoin(Requests.Join request) {
    if (request.incarnation() != run.incarnation() || seats.isOver(request.nonce())) {
      return;
    }
    Place place = seats.ofNonce(request.nonce());
    if (place == null) {
      place = give(request);
    }
    if (place != null) {
      outbox.admission(
          new Answers.Admission(
              request.nonce(),
              place.session,
              run.incarnation(),
              environmentSteps.getAsLong(),
              place.actorId));
    }
  }

  /** Gives a place, or refuses. */
  private @Nullable Place give(Requests.Join request) {
    long now = clock.nanoTime();
    boolean any = request.actorId() == Requests.ANY_ACTOR;
    if (request.schemaHash() != schemaHash || request.layoutHash() != layoutHash) {
      refuse(
          request.nonce(),
          "this actor's %s differ from the learner's, though it has its settings: use the same"
                  .formatted(request.schemaHash() != schemaHash ? "rows" : "parameters")
              + " plugins and environments everywhere");
      return null;
    }
    if (!any && (request.actorId() < 0 || request.actorId() >= seats.count())) {
      refuse(
          request.nonce(),
          "there is no actor %s, the run's actors are 0 to %s"
              .formatted(request.actorId(), seats.count() - 1));
      return null;
    }
    Place place = any ? seats.free(now) : seats.get(request.actorId());
    if (place == null || (place.isTaken() && place.local)) {
      refuse(
          request.nonce(),
          seats.areAllLocal()
              ? "all %s actors of the run are in the learner's own process".formatted(seats.count())
              : "all %s actors of the run are there already; run.actors says how many it has"
                  .formatted(seats.count()));
      return null;
    }
    if (place.isTaken()) {
      members.oust(place, any);
    }
    admitted++;
    LOG.info("Actor {} joined", place.actorId);
    return seats.give(place.actorId, request.nonce(), false, now);
  }

  private void refuse(long nonce, String reason) {
    complaints.add(Complaints.Kind.REFUSED_REQUEST, () -> reason);
    outbox.refuse(nonce, reason);
  }

  /** Receipts and parameters may have been published while the actor was not connected. */
  @Override
  public void onAlive(int actorId, long session, long parameterVersion) {
    Place place = members.heardOf(actorId, session);
    if (place == null) {
      members.refuseUnknown(actorId, session);
      return;
    }
    outbox.oweReceipt(place);
    oldestVersion = Math.min(oldestVersion, parameterVersion);
  }

  @Override
  public void onLeave(int actorId, long session) {
    Place place = seats.find(actorId, session);
    if (place != null && place.isTaken() && !place.local) {
      place.leave();
      LOG.info("Actor {} left", actorId);
    }
  }

  /** The oldest parameters that any actor told of since {@link #parametersPublished}. */
  long oldestVersion() {
    return oldestVersion;
  }

  /** All actors that are there get newer parameters now. */
  void parametersPublished() {
    oldestVersion = Long.MAX_VALUE;
  }

  @Override
  public void close() {
    requests.close();
    outbox.close();
  }
}
