package dev.rookery.runtime.wire;

import dev.rookery.internal.DirectBuffers;
import dev.rookery.runtime.wire.codec.ConfigurationEncoder;
import dev.rookery.runtime.wire.codec.JoinAcceptedEncoder;
import dev.rookery.runtime.wire.codec.LearnerHeartbeatEncoder;
import dev.rookery.runtime.wire.codec.MessageHeaderEncoder;
import dev.rookery.runtime.wire.codec.RefusalEncoder;
import dev.rookery.transport.Publication;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes the learner's answers to {@link Requests}, and its heartbeat. {@link ReceiptMessage}
 * writes the receipts, which use the same stream. Not thread-safe.
 */
public final class Answers {

  /** The longest reason that a message carries, in bytes. */
  static final int MAXIMUM_REASON_BYTES = 2048;

  private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

  /**
   * An actor that asked to join is accepted.
   *
   * @param nonce of the request
   * @param session the id of the actor's session
   * @param incarnation of the learner
   * @param environmentSteps that the learner had received from all actors
   * @param actorId which actor, from 0
   */
  public record JoinAccepted(
      long nonce, long session, long incarnation, long environmentSteps, int actorId) {}

  /**
   * A request or a session is refused.
   *
   * @param nonce of the request; 0 if it is about a session
   * @param session that has ended; 0 if it is about a request
   * @param kind why, for programs
   * @param reason why, for people
   */
  public record Refusal(long nonce, long session, RefusalKind kind, String reason) {}

  private final MessageHeaderEncoder header = new MessageHeaderEncoder();
  private final ConfigurationEncoder configuration = new ConfigurationEncoder();
  private final JoinAcceptedEncoder accepted = new JoinAcceptedEncoder();
  private final RefusalEncoder refusal = new RefusalEncoder();
  private final LearnerHeartbeatEncoder heartbeat = new LearnerHeartbeatEncoder();
  private final byte[] configurationText;
  private final ByteBuffer bytes;
  private final UnsafeBuffer view;

  /** Makes the messages of one run, whose configuration is {@code configuration} as YAML. */
  public Answers(String configuration) {
    configurationText = configuration.getBytes(StandardCharsets.UTF_8);
    int longest = Math.max(configurationText.length, MAXIMUM_REASON_BYTES);
    bytes = DirectBuffers.allocate(HEADER + JoinAcceptedEncoder.BLOCK_LENGTH + longest);
    view = new UnsafeBuffer(bytes);
  }

  /** Offers the run's configuration; see {@link Publication#offer}. */
  public long offerConfiguration(Publication publication, long nonce, long incarnation) {
    configuration
        .wrapAndApplyHeader(view, 0, header)
        .nonce(nonce)
        .incarnation(incarnation)
        .textLength(configurationText.length)
        .reserved(0);
    int at = HEADER + ConfigurationEncoder.BLOCK_LENGTH;
    view.putBytes(at, configurationText);
    return publication.offer(bytes, 0, at + configurationText.length);
  }

  /** Offers the acceptance of an actor; see {@link Publication#offer}. */
  public long offerJoinAccepted(Publication publication, JoinAccepted answer) {
    accepted
        .wrapAndApplyHeader(view, 0, header)
        .nonce(answer.nonce())
        .session(answer.session())
        .incarnation(answer.incarnation())
        .environmentSteps(answer.environmentSteps())
        .actorId(answer.actorId())
        .reserved(0);
    return publication.offer(bytes, 0, HEADER + JoinAcceptedEncoder.BLOCK_LENGTH);
  }

  /** Offers a refusal, whose reason is cut to what fits; see {@link Publication#offer}. */
  public long offerRefusal(Publication publication, Refusal answer) {
    byte[] reason = Headers.bytes(answer.reason(), MAXIMUM_REASON_BYTES);
    refusal
        .wrapAndApplyHeader(view, 0, header)
        .nonce(answer.nonce())
        .session(answer.session())
        .kind(answer.kind().code())
        .reasonLength(reason.length);
    int at = HEADER + RefusalEncoder.BLOCK_LENGTH;
    view.putBytes(at, reason);
    return publication.offer(bytes, 0, at + reason.length);
  }

  /** Offers a heartbeat; see {@link Publication#offer}. */
  public long offerHeartbeat(Publication publication, long incarnation) {
    heartbeat.wrapAndApplyHeader(view, 0, header).incarnation(incarnation);
    return publication.offer(bytes, 0, HEADER + LearnerHeartbeatEncoder.BLOCK_LENGTH);
  }
}
