package dev.rookery.runtime.membership;

import dev.rookery.RookeryException;
import dev.rookery.runtime.Opened;
import dev.rookery.runtime.wire.AnswerReader;
import dev.rookery.runtime.wire.Answers;
import dev.rookery.runtime.wire.RefusalKind;
import dev.rookery.runtime.wire.Requests;
import dev.rookery.runtime.wire.Streams;
import dev.rookery.runtime.wire.WireException;
import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.Transport;
import dev.rookery.transport.TransportException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an actor of another process than the learner's becomes part of its run: first asks what the
 * run is, then, with an algorithm made from that, for a seat.
 *
 * <pre>{@code
 * JoinClient.Configuration run = joining.configuration("dqn", "").orElseThrow();
 * Algorithm algorithm = make(run.text());
 * ActorSession seat = joining.join(run, Requests.ANY_ACTOR, schemaHash, layoutHash).orElseThrow();
 * }</pre>
 *
 * <p>Both wait for the learner's answer, and ask again every second. Both throw {@link
 * RefusedException} if the learner refuses, {@link RookeryException} if no learner answers in time,
 * and {@link dev.rookery.transport.TransportException} if the transport breaks; they return nothing
 * if they are stopped, or their thread interrupted. Used by one thread.
 */
public final class JoinClient implements AutoCloseable {

  /**
   * What a learner says of its run.
   *
   * @param text all of its settings, as YAML
   * @param incarnation which life of the learner this is
   */
  public record Configuration(String text, long incarnation) {}

  private static final Logger LOG = LoggerFactory.getLogger(JoinClient.class);
  private static final long REPEAT_NANOS = 1_000_000_000L;
  private static final int ANSWERS_PER_POLL = 64;
  private static final int LEAVE_ATTEMPTS = 100;

  private final NanoClock clock;
  private final LongSupplier nonces;
  private final double waitSeconds;
  private final BooleanSupplier stopped;
  private final String address;
  private final Publication requests;
  private final Subscription answers;
  private final Requests request = new Requests();
  private final IdleStrategy idle = new BackoffIdleStrategy();
  private final AnswerReader reader = new AnswerReader(ActorSession.NONE, new Listener());
  private final MessageHandler onAnswer =
      (buffer, offset, length, publisher) -> read(buffer, offset, length);
  private long nonce;
  private long incarnation;
  private @Nullable Configuration configuration;
  private @Nullable ActorSession session;
  private @Nullable String unreadable;

  /**
   * Joins the streams of requests and answers.
   *
   * @param nonces random numbers, by which the learner tells those apart that ask
   * @param waitSeconds how long to wait for each answer
   * @param stopped whether to give up; asked all the time
   */
  public JoinClient(
      Transport transport,
      NanoClock clock,
      LongSupplier nonces,
      double waitSeconds,
      BooleanSupplier stopped) {
    this.clock = clock;
    this.nonces = nonces;
    this.waitSeconds = waitSeconds;
    this.stopped = stopped;
    address = transport.address();
    Opened opened = new Opened();
    try {
      answers = opened.add(transport.subscribe(Streams.ANSWERS));
      requests = transport.publish(Streams.REQUESTS);
    } catch (RuntimeException | Error e) {
      opened.closeAfter(e);
      throw e;
    }
  }

  /**
   * Asks what the run is.
   *
   * @param algorithm the name that its algorithm is to have, or empty: any
   * @param environment the name that its environment is to have, or empty: any
   * @return empty if stopped
   */
  public Optional<Configuration> configuration(String algorithm, String environment) {
    begin(ActorSession.NONE);
    configuration = null;
    return await(
        () -> configuration, () -> request.offerHello(requests, nonce, algorithm, environment));
  }

  /**
   * Asks for a seat.
   *
   * @param run what the learner said
   * @param actorId which actor to be, whoever is it now, or {@link Requests#ANY_ACTOR}
   * @param schemaHash of the rows that the actor will send
   * @param layoutHash of the parameters that it expects
   * @return empty if stopped
   * @throws SessionLostException if the learner that sent {@code run} is not there any more, but
   *     another
   */
  public Optional<ActorSession> join(
      Configuration run, int actorId, long schemaHash, long layoutHash) {
    begin(run.incarnation());
    session = null;
    Requests.Join join = new Requests.Join(nonce, incarnation, schemaHash, layoutHash, actorId);
    return await(() -> session, () -> request.offerJoin(requests, join));
  }

  /**
   * Gives a session up at once, because the actor cannot be made. A learner that does not hear it
   * takes the actor for silent after some seconds.
   *
   * @param failure why
   */
  public void giveUp(ActorSession unused, String failure) {
    try {
      for (int i = 0; i < LEAVE_ATTEMPTS; i++) {
        if (request.offerLeave(requests, unused.actorId(), unused.id(), 0, failure)
            != Publication.BACK_PRESSURED) {
          return;
        }
        idle.idle();
      }
    } catch (TransportException e) { // The failure itself is worth more than this one.
      LOG.debug("Actor {} could not give its session up", unused.actorId(), e);
    }
  }

  private void begin(long expectedIncarnation) {
    nonce = nonces.getAsLong();
    incarnation = expectedIncarnation;
    unreadable = null;
  }

  private <T> Optional<T> await(Supplier<@Nullable T> answer, LongSupplier ask) {
    long start = clock.nanoTime();
    long nextAsk = start;
    idle.reset();
    while (!stopped.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
      long now = clock.nanoTime();
      if (now - nextAsk >= 0 && isConnected() && ask.getAsLong() >= 0) {
        nextAsk = now + REPEAT_NANOS;
      }
      int polled = answers.poll(onAnswer, ANSWERS_PER_POLL);
      T answered = answer.get();
      if (answered != null) {
        return Optional.of(answered);
      }
      if ((now - start) * 1e-9 > waitSeconds) {
        throw noLearner();
      }
      idle.idle(polled);
    }
    return Optional.empty();
  }

  /** An answer to a question that is asked before can be heard would be lost. */
  private boolean isConnected() {
    return requests.isConnected() && answers.isConnected();
  }

  private RookeryException noLearner() {
    String hint =
        unreadable == null
            ? "is it running, and is the address right?"
            : "what came from there was not understood: " + unreadable;
    return new RookeryException(
        String.format(
            Locale.ROOT,
            "no learner answered at %s within %.0f s: %s",
            address,
            waitSeconds,
            hint));
  }

  /** Not all that comes is for this actor, or in a version that it knows. */
  private void read(ByteBuffer buffer, int offset, int length) {
    try {
      reader.read(buffer, offset, length);
    } catch (WireException e) {
      unreadable = e.getMessage();
    }
  }

  private final class Listener implements AnswerReader.Listener {

    @Override
    public void onConfiguration(long answered, long from, String text) {
      if (answered == nonce) {
        configuration = new Configuration(text, from);
      }
    }

    @Override
    public void onJoinAccepted(Answers.JoinAccepted admission) {
      if (admission.nonce() == nonce && admission.incarnation() == incarnation) {
        session =
            new ActorSession(
                admission.actorId(),
                admission.session(),
                admission.incarnation(),
                admission.environmentSteps());
      }
    }

    @Override
    public void onRefusal(Answers.Refusal refusal) {
      if (refusal.nonce() == nonce && refusal.session() == ActorSession.NONE) {
        throw new RefusedException(
            "the learner at %s refuses this actor: %s".formatted(address, refusal.reason()));
      }
    }

    @Override
    public void onLearnerHeartbeat(long from) {
      if (incarnation != ActorSession.NONE && from != incarnation && session == null) {
        throw new SessionLostException(
            RefusalKind.UNKNOWN_SESSION,
            "the learner at %s was restarted while this actor joined it".formatted(address));
      }
    }
  }

  @Override
  public void close() {
    answers.close();
    requests.close();
  }
}
