package dev.rookery.runtime.wire;

import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.wire.codec.MessageHeaderDecoder;
import dev.rookery.runtime.wire.codec.MessageHeaderEncoder;
import dev.rookery.runtime.wire.codec.ParametersDecoder;
import dev.rookery.runtime.wire.codec.ParametersEncoder;
import dev.rookery.transport.Publication;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/** A message with a snapshot of all parameters. Each snapshot is written over the one before. */
public final class ParameterMessage {

  private static final int HEADER_BYTES =
      MessageHeaderDecoder.ENCODED_LENGTH + ParametersDecoder.BLOCK_LENGTH;

  private final MessageHeaderEncoder header = new MessageHeaderEncoder();
  private final ParametersEncoder encoder = new ParametersEncoder();
  private final ByteBuffer bytes;
  private final ByteBuffer values;
  private final UnsafeBuffer view;
  private final long layoutHash;

  /** Allocates memory for parameters of that layout. */
  public ParameterMessage(ParameterLayout layout) {
    layoutHash = layout.layoutHash();
    int valueBytes = Math.multiplyExact(layout.size(), Float.BYTES);
    bytes = DirectBuffers.allocate(Math.addExact(HEADER_BYTES, valueBytes));
    values = bytes.slice(HEADER_BYTES, valueBytes).order(bytes.order());
    view = new UnsafeBuffer(bytes);
  }

  /** Writes a snapshot, whose values {@code valueWriter} puts into the buffer that it is given. */
  public void write(
      long version, long environmentSteps, long learnerSteps, Consumer<ByteBuffer> valueWriter) {
    encoder
        .wrapAndApplyHeader(view, 0, header)
        .layoutHash(layoutHash)
        .parameterVersion(version)
        .environmentSteps(environmentSteps)
        .learnerSteps(learnerSteps);
    valueWriter.accept(values.clear());
    values.clear();
  }

  /** Offers the snapshot; see {@link Publication#offer}. */
  public long offer(Publication publication) {
    return publication.offer(bytes, 0, bytes.capacity());
  }

  /**
   * Reads a snapshot, whose values remain in the message.
   *
   * @param layout of the reader's network
   * @throws WireException if the message is not a whole snapshot of that layout
   */
  public static ParameterSnapshot read(
      ParameterLayout layout, ByteBuffer message, int offset, int length) {
    UnsafeBuffer view = new UnsafeBuffer(message, offset, length);
    MessageHeaderDecoder header = new MessageHeaderDecoder();
    Headers.check(
        header,
        view,
        length,
        "a parameter snapshot",
        ParametersDecoder.TEMPLATE_ID,
        ParametersDecoder.BLOCK_LENGTH);
    ParametersDecoder decoder = new ParametersDecoder().wrapAndApplyHeader(view, 0, header);
    long expected = HEADER_BYTES + (long) layout.size() * Float.BYTES;
    if (decoder.layoutHash() != layout.layoutHash() || length != expected) {
      throw new WireException(
          "parameters of another network arrived: %s bytes where %s were expected; the learner's"
                  .formatted(length, expected)
              + " algorithm, settings or environment differ");
    }
    ByteBuffer values =
        message.slice(offset + HEADER_BYTES, length - HEADER_BYTES).order(message.order());
    return new ParameterSnapshot(
        decoder.parameterVersion(),
        decoder.environmentSteps(),
        decoder.learnerSteps(),
        decoder.layoutHash(),
        values);
  }
}
