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
 * An actor's connection to the learner, which keeps its session: sends heartbeats, and receives the
 * learner's receipts, heartbeats and refusals. Used by the actor's thread.
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
  private long lastMessageNanos;
  private long nextHeartbeat;
  private boolean lost;

  /** Opens the streams of requests and answers. */
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
    lastMessageNanos = clock.nanoTime();
    nextHeartbeat = lastMessageNanos;
  }

  /**
   * Reads the answers that have arrived.
   *
   * @return how many there were
   * @throws SessionLostException if the session has ended
   */
  public int poll() {
    int polled = answers.poll(onAnswer, ANSWERS_PER_CYCLE);
    if (polled > 0) {
      lastMessageNanos = clock.nanoTime();
    }
    return polled;
  }

  /** Whether messages can arrive in both directions. */
  public boolean isConnected() {
    return answers.isConnected() && requests.isConnected();
  }

  /** Sends a heartbeat, if a second has passed since the last, with the version that acts. */
  public void sendHeartbeat(long parameterVersion) {
    long now = clock.nanoTime();
    if (now - nextHeartbeat >= 0
        && request.offerHeartbeat(requests, session.actorId(), session.id(), parameterVersion)
            >= 0) {
      nextHeartbeat = now + HEARTBEAT_NANOS;
    }
  }

  /** Makes the next {@link #sendHeartbeat} send one whenever the last was. */
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

  /** How many environment steps of the session the learner has received. */
  public long receivedSteps() {
    return receivedSteps;
  }

  /** Whether the session has ended. */
  public boolean isLost() {
    return lost;
  }

  /** When the learner's last message arrived, and where the learner is, for error messages. */
  public String lastContact() {
    return String.format(
        Locale.ROOT,
        "its last message arrived %.0f s ago, at %s",
        (clock.nanoTime() - lastMessageNanos) * 1e-9,
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
