package dev.rookery.runtime.wire;

import dev.rookery.runtime.wire.codec.MessageHeaderDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/** Checks the headers of messages, and converts their texts. */
final class Headers {

  private Headers() {}

  /**
   * The template id of the message that {@code message} wraps from 0 to {@code length}.
   *
   * @param what was expected, for error messages
   * @throws WireException if it is not a message of Rookery
   */
  static int template(MessageHeaderDecoder header, DirectBuffer message, int length, String what) {
    if (length < MessageHeaderDecoder.ENCODED_LENGTH) {
      throw tooShort(length, what);
    }
    if (header.wrap(message, 0).schemaId() != MessageHeaderDecoder.SCHEMA_ID) {
      throw unexpected(header, what);
    }
    return header.templateId();
  }

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
      int blockLength) {
    checkKind(header, message, length, what, templateId, blockLength);
    if (header.version() != MessageHeaderDecoder.SCHEMA_VERSION
        || header.blockLength() != blockLength) {
      throw new WireException(
          "%s of protocol version %s arrived, but this is version %s: run the same Rookery everywhere"
              .formatted(what, header.version(), MessageHeaderDecoder.SCHEMA_VERSION));
    }
  }

  /** Checks the common header of a message that has the same layout in all protocol versions. */
  static void checkFrozen(
      MessageHeaderDecoder header,
      DirectBuffer message,
      int length,
      String what,
      int templateId,
      int blockLength) {
    checkKind(header, message, length, what, templateId, blockLength);
    if (header.blockLength() != blockLength) {
      throw new WireException(
          "%s claims a header of %s bytes, not %s"
              .formatted(what, header.blockLength(), blockLength));
    }
  }

  private static void checkKind(
      MessageHeaderDecoder header,
      DirectBuffer message,
      int length,
      String what,
      int templateId,
      int blockLength) {
    if (length < MessageHeaderDecoder.ENCODED_LENGTH + blockLength) {
      throw tooShort(length, what);
    }
    header.wrap(message, 0);
    if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID || header.templateId() != templateId) {
      throw unexpected(header, what);
    }
  }

  /**
   * Checks that as many bytes follow the header as it says.
   *
   * @param claimed how many bytes the header says; not checked yet, so any number
   * @param length of the whole message
   */
  static void checkLength(String what, int headerBytes, long claimed, int length) {
    if (claimed < 0 || headerBytes + claimed != length) {
      throw new WireException(
          "%s whose header claims %s bytes more is %s bytes long".formatted(what, claimed, length));
    }
  }

  private static WireException tooShort(int length, String what) {
    return new WireException("a message of %s bytes is too short for %s".formatted(length, what));
  }

  private static WireException unexpected(MessageHeaderDecoder header, String what) {
    return new WireException(
        "a message of schema %s, template %s arrived where %s was expected"
            .formatted(header.schemaId(), header.templateId(), what));
  }

  /** Decodes a text. */
  static String text(DirectBuffer message, int offset, int length) {
    byte[] bytes = new byte[length];
    message.getBytes(offset, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Encodes a text, and cuts it to at most {@code maximum} bytes. */
  static byte[] bytes(String text, int maximum) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= maximum ? bytes : Arrays.copyOf(bytes, maximum);
  }
}
