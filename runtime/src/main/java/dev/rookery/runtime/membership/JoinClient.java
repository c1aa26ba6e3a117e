package dev.rookery.runtime.membership;

import dev.rookery.RookeryException;
import dev.rookery.runtime.Opened;
import dev.rookery.runtime.Retry;
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
 * Joins a run as an actor of another process: asks the learner for the run's configuration, then,
 * with an algorithm made from it, for a session.
 *
 * <pre>{@code
 * JoinClient.Configuration run = client.configuration("dqn", "").orElseThrow();
 * Algorithm algorithm = make(run.text());
 * ActorSession session =
 *     client.join(run, Requests.ANY_ACTOR, schemaHash, layoutHash).orElseThrow();
 * }</pre>
 *
 * <p>Both calls wait for the answer, and repeat the request every second; so they wait for a free
 * slot where the run has all its actors. They throw {@link RefusedException} if the learner
 * refuses, {@link RookeryException} if no learner answers in time, or none of its slots becomes
 * free, and {@link dev.rookery.transport.TransportException} if the transport breaks. They return
 * nothing if the client is stopped, or the thread interrupted. Not thread-safe.
 */
public final class JoinClient implements AutoCloseable {

  /**
   * A run's configuration, as its learner sent it.
   *
   * @param text all settings of the run, as YAML
   * @param incarnation of the learner
   */
  public record Configuration(String text, long incarnation) {}

  private static final Logger LOG = LoggerFactory.getLogger(JoinClient.class);
  private static final long REPEAT_NANOS = 1_000_000_000L;
  private static final int ANSWERS_PER_POLL = 64;
  private static final long LEAVE_NANOS = 2_000_000_000L;

  /** Hundreds of actors may wait for their answers in one process: they must not use it up. */
  private static final long LONGEST_PARK_NANOS = 10_000_000L;

  private final NanoClock clock;
  private final LongSupplier nonces;
  private final double waitSeconds;
  private final BooleanSupplier stopped;
  private final String address;
  private final Publication requests;
  private final Subscription answers;
  private final Requests request = new Requests();
  private final IdleStrategy idle = new BackoffIdleStrategy(0, 0, 100_000, LONGEST_PARK_NANOS);
  private final AnswerReader reader = new AnswerReader(ActorSession.NONE, new Listener());
  private final MessageHandler onAnswer =
      (buffer, offset, length, publisher) -> read(buffer, offset, length);
  private long nonce;
  private long incarnation;
  private @Nullable Configuration configuration;
  private @Nullable ActorSession session;
  private @Nullable String unreadable;

  /** Why the learner had no slot for the actor when it answered last; null if it did not say so. */
  private @Nullable String full;

  /**
   * Opens the streams of requests and answers.
   *
   * @param nonces random numbers, by which requests of different actors are told apart
   * @param waitSeconds how long to wait for each answer
   * @param stopped whether to give up; polled while waiting
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
   * Asks for the run's configuration.
   *
   * @param algorithm the name that the run's algorithm must have; empty: any
   * @param environment the name that the run's environment must have; empty: any
   * @return empty if stopped
   */
  public Optional<Configuration> configuration(String algorithm, String environment) {
    begin(ActorSession.NONE);
    configuration = null;
    return await(
        () -> configuration, () -> request.offerHello(requests, nonce, algorithm, environment));
  }

  /**
   * Asks for a session.
   *
   * @param run as the learner sent it
   * @param actorId which actor to be, even if another process is that actor now, or {@link
   *     Requests#ANY_ACTOR}
   * @param schemaHash of the layout of the rows that the actor will send
   * @param layoutHash of the layout of the parameters that it expects
   * @return empty if stopped
   * @throws SessionLostException if the learner was restarted after it sent {@code run}
   */
  public Optional<ActorSession> join(
      Configuration run, int actorId, long schemaHash, long layoutHash) {
    begin(run.incarnation());
    session = null;
    Requests.Join join = new Requests.Join(nonce, incarnation, schemaHash, layoutHash, actorId);
    return await(() -> session, () -> request.offerJoin(requests, join));
  }

  /**
   * Leaves a session for an actor that cannot do so itself: it could not be made, or is stuck. If
   * the learner does not take the message within two seconds, it lets the session time out.
   *
   * @param steps that the actor made in the session
   * @param failure why it leaves
   */
  public void leave(ActorSession failed, long steps, String failure) {
    try {
      Retry.forAtMost(
          LEAVE_NANOS,
          clock,
          () -> request.offerLeave(requests, failed.actorId(), failed.id(), steps, failure) >= 0);
    } catch (TransportException e) { // The failure itself is worth more than this one.
      LOG.debug("Actor {} could not tell the learner why it failed", failed.actorId(), e);
    }
  }

  private void begin(long expectedIncarnation) {
    nonce = nonces.getAsLong();
    incarnation = expectedIncarnation;
    unreadable = null;
    full = null;
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
        throw full == null ? noLearner() : noSlot(full);
      }
      idle.idle(polled);
    }
    return Optional.empty();
  }

  /** Before the answers can arrive no request is sent, because its answer would be lost. */
  private boolean isConnected() {
    return requests.isConnected() && answers.isConnected();
  }

  private RookeryException noLearner() {
    String hint =
        unreadable == null
            ? "is it running, and is the address right?"
            : "what arrived from there could not be read: " + unreadable;
    return new RookeryException(
        String.format(
            Locale.ROOT,
            "no learner answered at %s within %.0f s: %s",
            address,
            waitSeconds,
            hint));
  }

  private RookeryException noSlot(String reason) {
    return new RookeryException(
        String.format(
            Locale.ROOT,
            "the learner at %s had no slot for this actor within %.0f s: %s",
            address,
            waitSeconds,
            reason));
  }

  /** The stream also carries answers to other actors, perhaps of another protocol version. */
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
    public void onJoinAccepted(Answers.JoinAccepted accepted) {
      if (accepted.nonce() == nonce && accepted.incarnation() == incarnation) {
        session =
            new ActorSession(
                accepted.actorId(),
                accepted.session(),
                accepted.incarnation(),
                accepted.environmentSteps());
      }
    }

    @Override
    public void onRefusal(Answers.Refusal refusal) {
      if (refusal.nonce() != nonce || refusal.session() != ActorSession.NONE) {
        return;
      }
      if (refusal.kind() == RefusalKind.RUN_FULL) {
        if (full == null) {
          LOG.info("The learner at {} has no free slot yet: {}", address, refusal.reason());
        }
        full = refusal.reason();
      } else {
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
