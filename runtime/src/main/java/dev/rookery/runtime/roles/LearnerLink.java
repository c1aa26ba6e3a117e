package dev.rookery.runtime.roles;

import dev.rookery.runtime.wire.AnswerReader;
import dev.rookery.runtime.wire.Answers;
import dev.rookery.runtime.wire.RefusalKind;
import dev.rookery.runtime.wire.Requests;
import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.Transport;
import java.util.Locale;
import org.agrona.concurrent.NanoClock;

/**
 * What keeps an actor's session: hears the learner's receipts, signs of life and refusals, and
 * tells it that the actor is there.
 */
final class LearnerLink implements AnswerReader.Listener, AutoCloseable {

  private static final int ANSWERS_PER_CYCLE = 256;
  private static final long ALIVE_NANOS = 1_000_000_000L;

  private final Seat seat;
  private final String address;
  private final NanoClock clock;
  private final Publication requests;
  private final Subscription answers;
  private final Requests request = new Requests();
  private final AnswerReader reader;
  private final MessageHandler onAnswer;
  private long taken;
  private long heard;
  private long nextAlive;
  private boolean lost;

  LearnerLink(Seat seat, Transport transport, NanoClock clock) {
    this.seat = seat;
    this.clock = clock;
    address = transport.address();
    reader = new AnswerReader(seat.session(), this);
    onAnswer = (buffer, offset, length, publisher) -> reader.read(buffer, offset, length);
    answers = transport.subscribe(Streams.ANSWERS);
    requests = transport.publish(Streams.REQUESTS);
    heard = clock.nanoTime();
    nextAlive = heard;
  }

  /**
   * Takes answers that have arrived.
   *
   * @return how many
   * @throws SessionLostException if the session is over
   */
  int poll() {
    int polled = answers.poll(onAnswer, ANSWERS_PER_CYCLE);
    if (polled > 0) {
      heard = clock.nanoTime();
    }
    return polled;
  }

  /** Whether the learner can be heard, and hears. */
  boolean isConnected() {
    return answers.isConnected() && requests.isConnected();
  }

  /** Tells the learner about once a second that the actor is there, and what it acts with. */
  void keepAlive(long parameterVersion) {
    long now = clock.nanoTime();
    if (now - nextAlive >= 0
        && request.offerAlive(requests, seat.actorId(), seat.session(), parameterVersion) >= 0) {
      nextAlive = now + ALIVE_NANOS;
    }
  }

  /** The next {@link #keepAlive} does so at once. */
  void hurry() {
    nextAlive = clock.nanoTime();
  }

  /** Tells the learner that the actor goes; see {@link Publication#offer}. */
  long leave() {
    return request.offerLeave(requests, seat.actorId(), seat.session());
  }

  /** How many of the session's environment steps the learner has taken. */
  long taken() {
    return taken;
  }

  /** Whether the session is over. */
  boolean isLost() {
    return lost;
  }

  /** For how long nothing was heard of the learner, and where. */
  String silence() {
    return String.format(
        Locale.ROOT,
        "it was last heard of %.0f s ago, at %s",
        (clock.nanoTime() - heard) * 1e-9,
        address);
  }

  @Override
  public void onTaken(long actorSteps) {
    taken = actorSteps;
  }

  @Override
  public void onBeat(long incarnation) {
    if (incarnation != seat.incarnation()) {
      lose(RefusalKind.UNKNOWN_SESSION, "it was restarted, and knows no earlier sessions");
    }
  }

  @Override
  public void onRefusal(Answers.Refusal refusal) {
    if (refusal.session() == seat.session()) {
      lose(refusal.kind(), refusal.reason());
    }
  }

  private void lose(RefusalKind kind, String reason) {
    lost = true;
    throw new SessionLostException(
        kind,
        "actor %s's session with the learner at %s is over: %s"
            .formatted(seat.actorId(), address, reason));
  }

  @Override
  public void close() {
    answers.close();
    requests.close();
  }
}
