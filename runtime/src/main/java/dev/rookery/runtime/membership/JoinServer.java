package dev.rookery.runtime.membership;

import dev.rookery.runtime.Opened;
import dev.rookery.runtime.wire.Answers;
import dev.rookery.runtime.wire.RefusalKind;
import dev.rookery.runtime.wire.RequestReader;
import dev.rookery.runtime.wire.Requests;
import dev.rookery.runtime.wire.Streams;
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
 * Answers actors of other processes that ask to join the learner's run. Used by the learner's
 * thread, within its duty cycle; never blocks.
 *
 * <p>Requests cannot make the learner fail or fill its memory: it keeps one slot for each of the
 * run's actors and a bounded number of answers that wait.
 */
public final class JoinServer implements RequestReader.Listener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JoinServer.class);
  private static final int REQUESTS_PER_CYCLE = 64;

  /** A pause of the learner that is longer, for a checkpoint say, does not time out actors. */
  private static final long PAUSE_NANOS = 1_000_000_000L;

  private final RunDescription run;
  private final long schemaHash;
  private final long layoutHash;
  private final NanoClock clock;
  private final LongSupplier environmentSteps;
  private final ActorTable table;
  private final AnswerQueue answers;
  private final ProtocolErrors errors = new ProtocolErrors();
  private final ActorFailures failures;
  private final ConnectedActors connected;
  private final RequestReader reader = new RequestReader(this);
  private final Subscription requests;
  private final MessageHandler onRequest = this::readRequest;
  private long lastPoll;
  private int joined;
  private long oldestVersion = Long.MAX_VALUE;

  /**
   * Opens the streams of requests and answers.
   *
   * @param actors how many the run has
   * @param startsActors whether the run itself starts the processes of its actors
   * @param schemaHash of the layout of the run's rows
   * @param layoutHash of the layout of the run's parameters
   * @param environmentSteps that the learner has received
   */
  public JoinServer(
      RunDescription run,
      int actors,
      boolean startsActors,
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
    lastPoll = clock.nanoTime();
    table = new ActorTable(actors, run.incarnation(), clock);
    failures = new ActorFailures(table, errors, startsActors);
    Opened opened = new Opened();
    try {
      answers =
          opened.add(new AnswerQueue(transport.publish(Streams.ANSWERS), run, actors, lastPoll));
      requests = transport.subscribe(Streams.REQUESTS);
    } catch (RuntimeException | Error e) {
      opened.closeAfter(e);
      throw e;
    }
    connected =
        new ConnectedActors(
            table,
            answers,
            errors,
            failures,
            clock,
            transport.address(),
            transport.invitation().isEmpty());
  }

  /** Opens a session for an actor of the learner's own process. */
  public ActorSession openSession(int actorId) {
    ActorSlot slot = table.open(actorId, 0, true);
    return new ActorSession(
        actorId, slot.session(), run.incarnation(), environmentSteps.getAsLong());
  }

  /**
   * How many environment steps of an actor the learner has received, in all its sessions. Any
   * thread may call.
   */
  public long receivedSteps(int actorId) {
    return table.slot(actorId).totalSteps();
  }

  /** Receives requests and sends answers; returns how many actors joined. */
  public int poll() {
    long now = clock.nanoTime();
    if (now - lastPoll > PAUSE_NANOS) {
      table.extendTimeouts(now - lastPoll);
    }
    lastPoll = now;
    joined = 0;
    connected.poll(requests, onRequest, REQUESTS_PER_CYCLE, ProtocolErrors.Kind.DAMAGED_REQUEST);
    answers.send(clock.nanoTime());
    return joined;
  }

  /** The run's actors. */
  public ConnectedActors connectedActors() {
    return connected;
  }

  private void readRequest(ByteBuffer buffer, int offset, int length, long publisherId) {
    try {
      reader.read(buffer, offset, length);
    } catch (WireException e) {
      errors.add(ProtocolErrors.Kind.DAMAGED_REQUEST, () -> String.valueOf(e.getMessage()));
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
      answers.addConfiguration(nonce);
    }
  }

  /** A request to an earlier incarnation needs no answer: the heartbeats tell the actor. */
  @Override
  public void onJoin(Requests.Join request) {
    if (request.incarnation() != run.incarnation() || table.hasEnded(request.nonce())) {
      return;
    }
    ActorSlot slot = table.findByNonce(request.nonce());
    if (slot == null) {
      slot = open(request);
    }
    if (slot != null) {
      answers.addJoinAccepted(
          new Answers.JoinAccepted(
              request.nonce(),
              slot.session(),
              run.incarnation(),
              environmentSteps.getAsLong(),
              slot.actorId()));
    }
  }

  /** Opens a session for a request; refuses it and returns null if it cannot. */
  private @Nullable ActorSlot open(Requests.Join request) {
    boolean any = request.actorId() == Requests.ANY_ACTOR;
    if (request.schemaHash() != schemaHash || request.layoutHash() != layoutHash) {
      refuse(
          request.nonce(),
          "this actor's %s differ from the learner's, though it has its settings: use the same"
                  .formatted(request.schemaHash() != schemaHash ? "rows" : "parameters")
              + " plugins and environments everywhere");
      return null;
    }
    if (!any && !table.hasSlot(request.actorId())) {
      refuse(
          request.nonce(),
          "there is no actor %s, the run's actors are 0 to %s"
              .formatted(request.actorId(), table.size() - 1));
      return null;
    }
    ActorSlot slot = any ? table.findFree() : table.slot(request.actorId());
    if (slot == null && !table.areAllLocal()) { // The actor asks again: a slot may become free.
      answers.refuseRequest(
          request.nonce(),
          RefusalKind.RUN_FULL,
          "all %s actors of the run are connected; run.actors says how many it has"
              .formatted(table.size()));
      return null;
    }
    if (slot == null || (slot.isOccupied() && slot.isLocal())) {
      refuse(
          request.nonce(),
          table.areAllLocal()
              ? "all %s actors of the run are in the learner's own process".formatted(table.size())
              : "actor %s of the run is in the learner's own process".formatted(request.actorId()));
      return null;
    }
    if (slot.isOccupied()) {
      connected.replace(slot, any);
    }
    joined++;
    LOG.info("Actor {} joined", slot.actorId());
    return table.open(slot.actorId(), request.nonce(), false);
  }

  private void refuse(long nonce, String reason) {
    errors.add(ProtocolErrors.Kind.REFUSED_REQUEST, () -> reason);
    answers.refuseRequest(nonce, RefusalKind.REQUEST, reason);
  }

  /** The actor may have missed receipts and parameters: both are sent again. */
  @Override
  public void onActorHeartbeat(int actorId, long session, long parameterVersion) {
    ActorSlot slot = connected.receivedFrom(actorId, session);
    if (slot == null) {
      connected.refuseUnknownSession(actorId, session);
      return;
    }
    answers.addReceipt(slot);
    oldestVersion = Math.min(oldestVersion, parameterVersion);
  }

  /**
   * {@inheritDoc}
   *
   * @throws RepeatedFailureException if the run cannot go on
   */
  @Override
  public void onLeave(int actorId, long session, long actorSteps, String failure) {
    ActorSlot slot = table.find(actorId, session);
    if (slot != null && slot.isOccupied() && !slot.isLocal()) {
      table.leave(slot);
      LOG.info("Actor {} left", actorId);
      if (!failure.isEmpty()) {
        failures.add(slot, actorSteps, failure);
      }
    }
  }

  /** The oldest parameter version in a heartbeat since {@link #parametersPublished}. */
  public long oldestVersion() {
    return oldestVersion;
  }

  /** Notes that parameters were published, which all connected actors receive. */
  public void parametersPublished() {
    oldestVersion = Long.MAX_VALUE;
  }

  @Override
  public void close() {
    requests.close();
    answers.close();
  }
}
