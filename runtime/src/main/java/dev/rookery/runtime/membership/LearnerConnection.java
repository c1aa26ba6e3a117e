package dev.rookery.runtime.membership;

import dev.rookery.runtime.Opened;
import dev.rookery.runtime.wire.AnswerReader;
import dev.rookery.runtime.wire.Answers;
import dev.rookery.runtime.wire.RefusalKind;
import dev.rookery.runtime.wire.Requests;
import dev.rookery.runtime.wire.Streams;
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
public final class LearnerConnection implements AnswerReader.Listener, AutoCloseable {

  private static final int ANSWERS_PER_CYCLE = 256;
  private static final long HEARTBEAT_NANOS = 1_000_000_000L;

  private final ActorSession session;
  private final String address;
  private final NanoClock clock;
  private final Publication requests;
  private final Subscription answers;
  private final Requests request = new Requests();
  private final AnswerReader reader;
  private final MessageHandler onAnswer;
  private long receivedSteps;
  private long lastHeard;
  private long nextHeartbeat;
  private boolean lost;

  public LearnerConnection(ActorSession session, Transport transport, NanoClock clock) {
    this.session = session;
    this.clock = clock;
    address = transport.address();
    reader = new AnswerReader(session.id(), this);
    onAnswer = (buffer, offset, length, publisher) -> reader.read(buffer, offset, length);
    Opened opened = new Opened();
    try {
      answers = opened.add(transport.subscribe(Streams.ANSWERS));
      requests = transport.publish(Streams.REQUESTS);
    } catch (RuntimeException | Error e) {
      opened.closeAfter(e);
      throw e;
    }
    lastHeard = clock.nanoTime();
    nextHeartbeat = lastHeard;
  }

  /**
   * Takes answers that have arrived.
   *
   * @return how many
   * @throws SessionLostException if the session is over
   */
  public int poll() {
    int polled = answers.poll(onAnswer, ANSWERS_PER_CYCLE);
    if (polled > 0) {
      lastHeard = clock.nanoTime();
    }
    return polled;
  }

  /** Whether the learner can be heard, and hears. */
  public boolean isConnected() {
    return answers.isConnected() && requests.isConnected();
  }

  /** Tells the learner about once a second that the actor is there, and what it acts with. */
  public void sendHeartbeat(long parameterVersion) {
    long now = clock.nanoTime();
    if (now - nextHeartbeat >= 0
        && request.offerHeartbeat(requests, session.actorId(), session.id(), parameterVersion)
            >= 0) {
      nextHeartbeat = now + HEARTBEAT_NANOS;
    }
  }

  /** The next {@link #sendHeartbeat} does so at once. */
  public void sendHeartbeatSoon() {
    nextHeartbeat = clock.nanoTime();
  }

  /**
   * Tells the learner that the actor leaves; see {@link Publication#offer}.
   *
   * @param actorSteps environment steps that it made in the session
   * @param failure why it failed; empty if it leaves in good order
   */
  public long leave(long actorSteps, String failure) {
    return request.offerLeave(requests, session.actorId(), session.id(), actorSteps, failure);
  }

  /** How many of the session's environment steps the learner has taken. */
  public long receivedSteps() {
    return receivedSteps;
  }

  /** Whether the session is over. */
  public boolean isLost() {
    return lost;
  }

  /** For how long nothing was heard of the learner, and where. */
  public String lastContact() {
    return String.format(
        Locale.ROOT,
        "it was last heard of %.0f s ago, at %s",
        (clock.nanoTime() - lastHeard) * 1e-9,
        address);
  }

  @Override
  public void onReceipt(long actorSteps) {
    receivedSteps = actorSteps;
  }

  @Override
  public void onLearnerHeartbeat(long incarnation) {
    if (incarnation != session.incarnation()) {
      lose(RefusalKind.UNKNOWN_SESSION, "it was restarted, and knows no earlier sessions");
    }
  }

  @Override
  public void onRefusal(Answers.Refusal refusal) {
    if (refusal.session() == session.id()) {
      lose(refusal.kind(), refusal.reason());
    }
  }

  private void lose(RefusalKind kind, String reason) {
    lost = true;
    throw new SessionLostException(
        kind,
        "actor %s's session with the learner at %s is over: %s"
            .formatted(session.actorId(), address, reason));
  }

  @Override
  public void close() {
    answers.close();
    requests.close();
  }
}
