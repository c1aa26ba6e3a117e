package dev.rookery.runtime.wire;

import dev.rookery.runtime.wire.codec.MessageHeaderDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** What all readers check first. */
final class Headers {

  private Headers() {}

  /**
   * Checks the common header of the message that {@code message} wraps from 0 to {@code length}.
   *
   * @param blockLength of the expected message's own header
   */
  static void check(
      MessageHeaderDecoder header,
      DirectBuffer message,
      int length,
      String what,
      int templateId,
      int schemaId,
      int version,
      int blockLength) {
    if (length < MessageHeaderDecoder.ENCODED_LENGTH + blockLength) {
      throw new WireException("a message of %d bytes is too short for %s".formatted(length, what));
    }
    header.wrap(message, 0);
    if (header.schemaId() != schemaId || header.templateId() != templateId) {
      throw new WireException(
          "a message of schema %d, template %d arrived where %s was expected"
              .formatted(header.schemaId(), header.templateId(), what));
    }
    if (header.version() != version || header.blockLength() != blockLength) {
      throw new WireException(
          "%s of protocol version %d arrived, but this is version %d: run the same Rookery everywhere"
              .formatted(what, header.version(), version));
    }
  }

  /** Direct memory for a message. */
  static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
