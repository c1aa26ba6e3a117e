package dev.rookery.runtime.wire;

import dev.rookery.runtime.wire.codec.MessageHeaderDecoder;
import dev.rookery.runtime.wire.codec.MessageHeaderEncoder;
import dev.rookery.runtime.wire.codec.TakenDecoder;
import dev.rookery.runtime.wire.codec.TakenEncoder;
import dev.rookery.transport.Publication;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The learner's word to one actor that it has taken experience; written and read over and over. */
public final class TakenMessage {

  private static final int BYTES = MessageHeaderDecoder.ENCODED_LENGTH + TakenDecoder.BLOCK_LENGTH;

  private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
  private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
  private final TakenEncoder encoder = new TakenEncoder();
  private final TakenDecoder decoder = new TakenDecoder();
  private final ByteBuffer bytes = Headers.allocate(BYTES);
  private final UnsafeBuffer own = new UnsafeBuffer(bytes);
  private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

  /**
   * Offers the message; see {@link Publication#offer}.
   *
   * @param actorSteps how many of the actor's environment steps the learner has taken
   */
  public long offer(Publication publication, long actorSteps) {
    encoder.wrapAndApplyHeader(own, 0, headerEncoder).actorSteps(actorSteps);
    return publication.offer(bytes, 0, BYTES);
  }

  /**
   * Reads a message.
   *
   * @return how many of the actor's environment steps the learner has taken
   * @throws WireException if it is no such message
   */
  public long read(ByteBuffer message, int offset, int length) {
    view.wrap(message, offset, length);
    Headers.check(
        headerDecoder,
        view,
        length,
        "the learner's receipt",
        TakenDecoder.TEMPLATE_ID,
        TakenDecoder.SCHEMA_ID,
        TakenDecoder.SCHEMA_VERSION,
        TakenDecoder.BLOCK_LENGTH);
    return decoder.wrapAndApplyHeader(view, 0, headerDecoder).actorSteps();
  }
}
