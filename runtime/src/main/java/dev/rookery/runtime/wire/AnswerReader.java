package dev.rookery.runtime.wire;

import dev.rookery.runtime.wire.codec.ConfigurationDecoder;
import dev.rookery.runtime.wire.codec.JoinAcceptedDecoder;
import dev.rookery.runtime.wire.codec.LearnerHeartbeatDecoder;
import dev.rookery.runtime.wire.codec.MessageHeaderDecoder;
import dev.rookery.runtime.wire.codec.ReceiptsDecoder;
import dev.rookery.runtime.wire.codec.RefusalDecoder;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads the learner's answers to actors: {@link Answers} and {@link ReceiptMessage}. One object
 * reads all messages; heartbeats and receipts allocate nothing.
 */
public final class AnswerReader {

  /** Is told of every answer, also of those to other actors. */
  public interface Listener {

    /** The run's configuration, as YAML, in answer to a request. */
    default void onConfiguration(long nonce, long incarnation, String text) {}

    /** An actor was accepted. */
    default void onJoinAccepted(Answers.JoinAccepted accepted) {}

    /** A request was refused, or a session ended by the learner. */
    default void onRefusal(Answers.Refusal refusal) {}

    /** The learner of that incarnation is running. */
    default void onLearnerHeartbeat(long incarnation) {}

    /** The learner has received so many environment steps of this reader's session. */
    default void onReceipt(long actorSteps) {}
  }

  private static final String WHAT = "an answer of the learner";

  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final ConfigurationDecoder configuration = new ConfigurationDecoder();
  private final JoinAcceptedDecoder accepted = new JoinAcceptedDecoder();
  private final RefusalDecoder refusal = new RefusalDecoder();
  private final LearnerHeartbeatDecoder heartbeat = new LearnerHeartbeatDecoder();
  private final ReceiptMessage receipts = new ReceiptMessage();
  private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
  private final long session;
  private final Listener listener;

  /**
   * Makes a reader that tells {@code listener} of every answer.
   *
   * @param session whose receipts are read; 0: none
   */
  public AnswerReader(long session, Listener listener) {
    this.session = session;
    this.listener = listener;
  }

  /**
   * Reads an answer and tells the listener.
   *
   * @throws WireException if the message is neither an answer of this protocol version nor a
   *     refusal of any version
   */
  public void read(ByteBuffer message, int offset, int length) {
    view.wrap(message, offset, length);
    switch (Headers.template(header, view, length, WHAT)) {
      case ReceiptsDecoder.TEMPLATE_ID -> {
        long steps = receipts.read(message, offset, length, session);
        if (steps != ReceiptMessage.NONE) {
          listener.onReceipt(steps);
        }
      }
      case ConfigurationDecoder.TEMPLATE_ID -> readConfiguration(length);
      case JoinAcceptedDecoder.TEMPLATE_ID -> readJoinAccepted(length);
      case RefusalDecoder.TEMPLATE_ID -> readRefusal(length);
      default -> {
        check(length, LearnerHeartbeatDecoder.TEMPLATE_ID, LearnerHeartbeatDecoder.BLOCK_LENGTH);
        listener.onLearnerHeartbeat(heartbeat.wrapAndApplyHeader(view, 0, header).incarnation());
      }
    }
  }

  private void readConfiguration(int length) {
    Headers.check(
        header,
        view,
        length,
        WHAT,
        ConfigurationDecoder.TEMPLATE_ID,
        ConfigurationDecoder.BLOCK_LENGTH);
    configuration.wrapAndApplyHeader(view, 0, header);
    int at = MessageHeaderDecoder.ENCODED_LENGTH + ConfigurationDecoder.BLOCK_LENGTH;
    int textLength = configuration.textLength();
    Headers.checkLength(WHAT, at, textLength, length);
    listener.onConfiguration(
        configuration.nonce(), configuration.incarnation(), Headers.text(view, at, textLength));
  }

  private void readJoinAccepted(int length) {
    check(length, JoinAcceptedDecoder.TEMPLATE_ID, JoinAcceptedDecoder.BLOCK_LENGTH);
    accepted.wrapAndApplyHeader(view, 0, header);
    listener.onJoinAccepted(
        new Answers.JoinAccepted(
            accepted.nonce(),
            accepted.session(),
            accepted.incarnation(),
            accepted.environmentSteps(),
            accepted.actorId()));
  }

  private void readRefusal(int length) {
    Headers.checkFrozen(
        header, view, length, WHAT, RefusalDecoder.TEMPLATE_ID, RefusalDecoder.BLOCK_LENGTH);
    refusal.wrapAndApplyHeader(view, 0, header);
    int at = MessageHeaderDecoder.ENCODED_LENGTH + RefusalDecoder.BLOCK_LENGTH;
    Headers.checkLength(WHAT, at, refusal.reasonLength(), length);
    listener.onRefusal(
        new Answers.Refusal(
            refusal.nonce(),
            refusal.session(),
            RefusalKind.of(refusal.kind()),
            Headers.text(view, at, refusal.reasonLength())));
  }

  private void check(int length, int template, int blockLength) {
    Headers.check(header, view, length, WHAT, template, blockLength);
    Headers.checkLength(WHAT, MessageHeaderDecoder.ENCODED_LENGTH + blockLength, 0, length);
  }
}
