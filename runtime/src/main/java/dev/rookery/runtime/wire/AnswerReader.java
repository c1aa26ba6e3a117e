package dev.rookery.runtime.wire;

import dev.rookery.runtime.wire.codec.AdmissionDecoder;
import dev.rookery.runtime.wire.codec.BeatDecoder;
import dev.rookery.runtime.wire.codec.ConfigurationDecoder;
import dev.rookery.runtime.wire.codec.MessageHeaderDecoder;
import dev.rookery.runtime.wire.codec.RefusalDecoder;
import dev.rookery.runtime.wire.codec.TakenDecoder;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads what the learner says to actors: {@link Answers} and {@link TakenMessage}. One object
 * serves for all messages; beats and receipts allocate nothing.
 */
public final class AnswerReader {

  /** Hears what the learner says, to whomever. */
  public interface Listener {

    /** The run's configuration, as YAML. */
    default void onConfiguration(long nonce, long incarnation, String text) {}

    /** Somebody has a seat. */
    default void onAdmission(Answers.Admission admission) {}

    /** Somebody is refused. */
    default void onRefusal(Answers.Refusal refusal) {}

    /** The learner is there. */
    default void onBeat(long incarnation) {}

    /** The learner has taken so many environment steps of the session that this reader is for. */
    default void onTaken(long actorSteps) {}
  }

  private static final String WHAT = "an answer of the learner";

  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final ConfigurationDecoder configuration = new ConfigurationDecoder();
  private final AdmissionDecoder admission = new AdmissionDecoder();
  private final RefusalDecoder refusal = new RefusalDecoder();
  private final BeatDecoder beat = new BeatDecoder();
  private final TakenMessage taken = new TakenMessage();
  private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
  private final long session;
  private final Listener listener;

  /**
   * Tells {@code listener} of every answer.
   *
   * @param session whose receipts matter; 0: none
   */
  public AnswerReader(long session, Listener listener) {
    this.session = session;
    this.listener = listener;
  }

  /**
   * Reads an answer and tells the listener.
   *
   * @throws WireException if the message is no answer of this version, nor a refusal of any
   */
  public void read(ByteBuffer message, int offset, int length) {
    view.wrap(message, offset, length);
    switch (Headers.template(header, view, length, WHAT)) {
      case TakenDecoder.TEMPLATE_ID -> {
        long steps = taken.read(message, offset, length, session);
        if (steps != TakenMessage.NONE) {
          listener.onTaken(steps);
        }
      }
      case ConfigurationDecoder.TEMPLATE_ID -> readConfiguration(length);
      case AdmissionDecoder.TEMPLATE_ID -> readAdmission(length);
      case RefusalDecoder.TEMPLATE_ID -> readRefusal(length);
      default -> {
        check(length, BeatDecoder.TEMPLATE_ID, BeatDecoder.BLOCK_LENGTH);
        listener.onBeat(beat.wrapAndApplyHeader(view, 0, header).incarnation());
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

  private void readAdmission(int length) {
    check(length, AdmissionDecoder.TEMPLATE_ID, AdmissionDecoder.BLOCK_LENGTH);
    admission.wrapAndApplyHeader(view, 0, header);
    listener.onAdmission(
        new Answers.Admission(
            admission.nonce(),
            admission.session(),
            admission.incarnation(),
            admission.environmentSteps(),
            admission.actorId()));
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
